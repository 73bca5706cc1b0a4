package io.skep.shell.internal.swarm;

import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Show;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;

/** {@code swarm:info}. */
@Service
@Command(scope = "swarm", name = "info", description = "Tells about this node and its cluster")
public final class Info extends ClusterAction {

    @Override
    protected String run() throws Exception {
        var local = control().local();
        var table = Show.table("About", "Value");
        table.addRow().addContent("host name", local.hostname());
        table.addRow().addContent("swarm", local.state());
        if (!local.error().isEmpty()) {
            table.addRow().addContent("error", local.error());
        }
        if (!local.nodeId().isEmpty()) {
            table.addRow().addContent("node", local.nodeId());
            table.addRow().addContent("cluster", local.clusterId());
            table.addRow().addContent("address", local.nodeAddr());
            table.addRow().addContent("manager", local.manager());
        }
        if (local.active() && local.manager()) {
            count(table);
        }
        Show.print(table);
        return "";
    }

    private void count(ShellTable table) throws Exception {
        var view = view();
        var managers = view.nodes().stream().filter(NodeLs::manages).count();
        table.addRow().addContent("nodes", view.nodes().size());
        table.addRow().addContent("managers", managers);
        table.addRow().addContent("services", view.services().size());
        table.addRow().addContent("tasks", view.tasks().size());
        view.cluster()
                .ifPresent(
                        cluster ->
                                table.addRow()
                                        .addContent(
                                                "wanted plugs",
                                                Show.labels(cluster.spec().value().plugs())));
    }
}
