package io.skep.shell.internal.swarm;

import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Show;
import io.skep.shell.internal.complete.Services;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code swarm:service-inspect}. */
@Service
@Command(scope = "swarm", name = "service-inspect", description = "Tells all about a service")
public final class ServiceInspect extends ClusterAction {

    @Argument(name = "service", description = "Id, name or id prefix", required = true)
    @Completion(Services.class)
    private String service;

    @Override
    protected String run() throws Exception {
        var view = view();
        var found = service(view, service);
        var wish = found.wish().value();
        var task = found.spec().taskTemplate();
        var table = Show.table("About", "Value");
        table.addRow().addContent("id", found.id());
        table.addRow().addContent("name", found.spec().name());
        table.addRow().addContent("version", found.wish().version());
        table.addRow().addContent("labels", Show.labels(found.spec().labels()));
        table.addRow().addContent("mode", found.spec().mode().label());
        table.addRow().addContent("replicas", Show.replicas(view, found));
        table.addRow().addContent("image", Show.image(found));
        table.addRow()
                .addContent(
                        "constraints", String.join(", ", task.placementOrAnywhere().constraints()));
        table.addRow().addContent("ports", Show.ports(found));
        table.addRow().addContent("can roll back", wish.previous() != null);
        var update = found.planOrEmpty().update();
        if (update != null) {
            table.addRow().addContent("update", update.state() + ": " + update.message());
        }
        Show.print(table);
        return "";
    }
}
