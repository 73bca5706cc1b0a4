package io.skep.shell.internal.swarm;

import io.skep.control.Command.UpdateCluster;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.DispatcherConfig;
import io.skep.model.spec.Orchestration;
import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Refused;
import java.time.Duration;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code swarm:update}. */
@Service
@Command(scope = "swarm", name = "update", description = "Changes the cluster's policies")
public final class Update extends ClusterAction {

    @Option(
            name = "--task-history-limit",
            description = "Tasks kept of each slot; negative keeps all")
    private @Nullable Long history;

    @Option(name = "--dispatcher-heartbeat", description = "Seconds between signs of life")
    private @Nullable Long heartbeatSeconds;

    @Option(name = "--rotate-worker-token", description = "Make a new token for workers")
    private boolean rotateWorker;

    @Option(name = "--rotate-manager-token", description = "Make a new token for managers")
    private boolean rotateManager;

    @Override
    protected String run() throws Exception {
        var cluster = view().cluster().orElseThrow(() -> new Refused("there is no cluster yet"));
        var command =
                new UpdateCluster(
                        cluster.spec().version(),
                        changed(cluster.spec().value()),
                        rotateWorker,
                        rotateManager,
                        false);
        submit(command);
        return "swarm updated";
    }

    private ClusterSpec changed(ClusterSpec before) {
        var limit = history == null ? before.orchestration() : new Orchestration(history);
        var dispatcher =
                heartbeatSeconds == null
                        ? before.dispatcher()
                        : new DispatcherConfig(Duration.ofSeconds(heartbeatSeconds));
        return new ClusterSpec(
                before.name(),
                before.labels(),
                limit,
                before.raft(),
                dispatcher,
                before.caConfig(),
                before.taskDefaults(),
                before.encryptionConfig(),
                before.plugs());
    }
}
