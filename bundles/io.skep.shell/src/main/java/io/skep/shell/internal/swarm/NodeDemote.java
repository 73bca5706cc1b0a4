package io.skep.shell.internal.swarm;

import io.skep.model.spec.NodeRole;
import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.complete.Nodes;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code swarm:node-demote}. */
@Service
@Command(scope = "swarm", name = "node-demote", description = "Makes managers workers")
public final class NodeDemote extends ClusterAction {

    @Argument(
            name = "node",
            description = "Id, host name, id prefix or self",
            required = true,
            multiValued = true)
    @Completion(Nodes.class)
    private List<String> nodes = List.of();

    @Override
    protected String run() throws Exception {
        var said = new ArrayList<String>();
        for (var typed : nodes) {
            var node = node(view(), typed);
            if (Ranks.has(NodeRole.WORKER, node)) {
                said.add("node " + typed + " is already a worker");
            } else {
                submit(Ranks.to(NodeRole.WORKER, node));
                said.add("node " + typed + " demoted in the swarm");
            }
        }
        return String.join("\n", said);
    }
}
