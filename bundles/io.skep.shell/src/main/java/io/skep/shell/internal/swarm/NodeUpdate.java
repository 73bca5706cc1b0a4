package io.skep.shell.internal.swarm;

import io.skep.control.Command.UpdateNode;
import io.skep.model.spec.NodeSpec;
import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Typed;
import io.skep.shell.internal.complete.Availabilities;
import io.skep.shell.internal.complete.Nodes;
import io.skep.shell.internal.complete.Roles;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code swarm:node-update}. */
@Service
@Command(
        scope = "swarm",
        name = "node-update",
        description = "Changes availability, role or labels of a node")
public final class NodeUpdate extends ClusterAction {

    @Argument(name = "node", description = "Id, host name, id prefix or self", required = true)
    @Completion(Nodes.class)
    private String node;

    @Option(name = "--availability", description = "active, pause or drain")
    @Completion(Availabilities.class)
    private String availability = "";

    @Option(name = "--role", description = "worker or manager")
    @Completion(Roles.class)
    private String role = "";

    @Option(name = "--label-add", description = "key=value", multiValued = true)
    private List<String> labelAdd = List.of();

    @Option(name = "--label-rm", description = "key", multiValued = true)
    private List<String> labelRm = List.of();

    @Override
    protected String run() throws Exception {
        var found = node(view(), node);
        var before = found.spec().value();
        var after =
                new NodeSpec(
                        before.name(),
                        Typed.labels(before.labels(), labelAdd, labelRm),
                        role.isEmpty() ? before.role() : Typed.role(role),
                        availability.isEmpty()
                                ? before.availability()
                                : Typed.availability(availability));
        return submit(new UpdateNode(found.id().value(), found.spec().version(), after)).id();
    }
}
