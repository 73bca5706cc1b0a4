package io.skep.shell.internal.swarm;

import io.skep.control.Command.RemoveService;
import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.complete.Services;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code swarm:service-rm}. */
@Service
@Command(scope = "swarm", name = "service-rm", description = "Removes services")
public final class ServiceRm extends ClusterAction {

    @Argument(
            name = "service",
            description = "Id, name or id prefix",
            required = true,
            multiValued = true)
    @Completion(Services.class)
    private List<String> services;

    @Override
    protected String run() throws Exception {
        for (var service : services) {
            submit(new RemoveService(service));
            System.out.println(service);
        }
        return "";
    }
}
