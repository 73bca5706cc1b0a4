package io.skep.shell.internal.swarm;

import io.skep.model.Node;
import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Show;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code swarm:node-ls}. */
@Service
@Command(scope = "swarm", name = "node-ls", description = "Lists the nodes")
public final class NodeLs extends ClusterAction {

    @Override
    protected String run() throws Exception {
        var table = Show.table("ID", "Host name", "State", "Availability", "Manager", "Address");
        for (var node : view().nodes()) {
            var status = node.status();
            table.addRow()
                    .addContent(
                            Show.id(node.id()),
                            node.hostname(),
                            node.state().label(),
                            Show.name(node.spec().value().availability()),
                            manager(node),
                            status == null ? "" : status.value().addr());
        }
        Show.print(table);
        return "";
    }

    static boolean manages(Node node) {
        return !manager(node).isEmpty();
    }

    private static String manager(Node node) {
        var status = node.status();
        var manager = status == null ? null : status.value().manager();
        if (manager == null) {
            return "";
        }
        return manager.leader() ? "leader" : manager.reachability();
    }
}
