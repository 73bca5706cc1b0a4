package io.skep.shell.internal.swarm;

import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Show;
import io.skep.shell.internal.complete.Services;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code swarm:service-ps}. */
@Service
@Command(scope = "swarm", name = "service-ps", description = "Lists the tasks of a service")
public final class ServicePs extends ClusterAction {

    @Argument(name = "service", description = "Id, name or id prefix", required = true)
    @Completion(Services.class)
    private String service;

    @Override
    protected String run() throws Exception {
        var view = view();
        Show.tasks(view, view.tasksOf(service(view, service).id()), now());
        return "";
    }
}
