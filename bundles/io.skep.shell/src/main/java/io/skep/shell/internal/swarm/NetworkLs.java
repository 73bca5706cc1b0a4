package io.skep.shell.internal.swarm;

import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Show;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code swarm:network-ls}. */
@Service
@Command(scope = "swarm", name = "network-ls", description = "Lists the cluster's networks")
public final class NetworkLs extends ClusterAction {

    @Override
    protected String run() throws Exception {
        var table = Show.table("ID", "Name", "Labels");
        for (var network : view().networks()) {
            var spec = network.spec().value();
            table.addRow()
                    .addContent(Show.id(network.id()), spec.name(), Show.labels(spec.labels()));
        }
        Show.print(table);
        return "";
    }
}
