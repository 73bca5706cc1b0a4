package io.skep.shell.internal.swarm;

import io.skep.model.Cluster;
import io.skep.model.spec.ClusterSpec;
import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Refused;
import io.skep.shell.internal.Show;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;

/** {@code swarm:inspect}. */
@Service
@Command(scope = "swarm", name = "inspect", description = "Tells all about the cluster")
public final class Inspect extends ClusterAction {

    @Option(name = "--tokens", description = "Show the join tokens, which are secret")
    private boolean tokens;

    @Override
    protected String run() throws Exception {
        var cluster = view().cluster().orElseThrow(() -> new Refused("there is no cluster yet"));
        var table = Show.table("About", "Value");
        table.addRow().addContent("id", cluster.id());
        table.addRow().addContent("version", cluster.spec().version());
        policies(table, cluster.spec().value());
        if (tokens) {
            tokens(table, cluster);
        }
        Show.print(table);
        return "";
    }

    private static void policies(ShellTable table, ClusterSpec spec) {
        table.addRow().addContent("labels", Show.labels(spec.labels()));
        table.addRow().addContent("task history", spec.orchestration().taskHistoryRetentionLimit());
        table.addRow().addContent("heartbeat", spec.dispatcher().heartbeatPeriod());
        table.addRow().addContent("snapshot every", spec.raft().snapshotInterval());
        table.addRow().addContent("wanted plugs", Show.labels(spec.plugs()));
    }

    private static void tokens(ShellTable table, Cluster cluster) {
        var trust = cluster.trust();
        if (trust != null) {
            table.addRow().addContent("worker token", trust.value().workerToken());
            table.addRow().addContent("manager token", trust.value().managerToken());
        }
    }
}
