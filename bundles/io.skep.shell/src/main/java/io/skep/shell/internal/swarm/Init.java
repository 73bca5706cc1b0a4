package io.skep.shell.internal.swarm;

import io.skep.control.Command.InitCluster;
import io.skep.model.spec.ClusterSpec;
import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Typed;
import io.skep.shell.internal.complete.Availabilities;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code swarm:init}. */
@Service
@Command(
        scope = "swarm",
        name = "init",
        description = "Makes this node the first manager of a new cluster")
public final class Init extends ClusterAction {

    @Option(name = "--advertise-addr", description = "Address or interface others reach it at")
    private String advertise = "";

    @Option(name = "--listen-addr", description = "Address and port it listens on")
    private String listen = "";

    @Option(name = "--availability", description = "active, pause or drain")
    @Completion(Availabilities.class)
    private String availability = "active";

    @Override
    protected String run() throws Exception {
        var spec = ClusterSpec.defaults();
        var command =
                new InitCluster(listen, advertise, Typed.availability(availability), spec, false);
        return "swarm initialized: this node (" + submit(command).id() + ") is now a manager";
    }
}
