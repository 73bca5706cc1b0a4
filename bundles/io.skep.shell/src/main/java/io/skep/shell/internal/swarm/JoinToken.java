package io.skep.shell.internal.swarm;

import io.skep.control.Command.UpdateCluster;
import io.skep.model.Cluster;
import io.skep.model.ClusterTrust;
import io.skep.model.View;
import io.skep.model.spec.NodeRole;
import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Refused;
import io.skep.shell.internal.Typed;
import io.skep.shell.internal.complete.Roles;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code swarm:join-token}. */
@Service
@Command(
        scope = "swarm",
        name = "join-token",
        description = "Shows with which token nodes join, or makes another one")
public final class JoinToken extends ClusterAction {

    @Argument(name = "role", description = "worker or manager", required = true)
    @Completion(Roles.class)
    private String role;

    @Option(name = "--rotate", description = "Make a new token; nodes that have joined stay")
    private boolean rotate;

    @Override
    protected String run() throws Exception {
        var manager = Typed.role(role) == NodeRole.MANAGER;
        if (rotate) {
            var spec = cluster(view()).spec();
            submit(new UpdateCluster(spec.version(), spec.value(), !manager, manager, false));
        }
        var trust = trust(cluster(view()));
        return manager ? trust.managerToken() : trust.workerToken();
    }

    private static Cluster cluster(View view) throws Refused {
        return view.cluster().orElseThrow(() -> new Refused("there is no cluster yet"));
    }

    private static ClusterTrust trust(Cluster cluster) throws Refused {
        if (cluster.trust() == null) {
            throw new Refused("the cluster has no tokens yet");
        }
        return cluster.trust().value();
    }
}
