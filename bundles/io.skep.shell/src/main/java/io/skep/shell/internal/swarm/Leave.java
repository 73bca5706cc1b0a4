package io.skep.shell.internal.swarm;

import io.skep.control.Command.LeaveCluster;
import io.skep.shell.internal.ClusterAction;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code swarm:leave}. */
@Service
@Command(scope = "swarm", name = "leave", description = "Takes this node out of its cluster")
public final class Leave extends ClusterAction {

    @Option(name = "--force", aliases = "-f", description = "Even if the cluster's state is lost")
    private boolean force;

    @Override
    protected String run() throws Exception {
        submit(new LeaveCluster(force));
        return "node left the swarm";
    }
}
