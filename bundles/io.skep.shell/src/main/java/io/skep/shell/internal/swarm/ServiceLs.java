package io.skep.shell.internal.swarm;

import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Show;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code swarm:service-ls}. */
@Service
@Command(scope = "swarm", name = "service-ls", description = "Lists the services")
public final class ServiceLs extends ClusterAction {

    @Override
    protected String run() throws Exception {
        var view = view();
        var table = Show.table("ID", "Name", "Mode", "Replicas", "Image", "Ports");
        for (var service : view.services()) {
            table.addRow()
                    .addContent(
                            Show.id(service.id()),
                            service.spec().name(),
                            service.spec().mode().label(),
                            Show.replicas(view, service),
                            Show.image(service),
                            Show.ports(service));
        }
        Show.print(table);
        return "";
    }
}
