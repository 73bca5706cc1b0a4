package io.skep.shell.internal.skep;

import io.skep.control.Command.UsePlug;
import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.complete.Contracts;
import io.skep.shell.internal.complete.Plugs;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code skep:plug-use}. */
@Service
@Command(
        scope = "skep",
        name = "plug-use",
        description = "Chooses the plug that fulfils a contract in this cluster")
public final class PlugUse extends ClusterAction {

    @Argument(index = 0, name = "contract", description = "The contract", required = true)
    @Completion(Contracts.class)
    private String contract;

    @Argument(index = 1, name = "plug", description = "The plug's name", required = true)
    @Completion(Plugs.class)
    private String plug;

    @Override
    protected String run() throws Exception {
        submit(new UsePlug(contract, plug));
        return contract + " is to be " + plug;
    }
}
