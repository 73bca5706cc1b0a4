package io.skep.shell.internal.swarm;

import io.skep.control.Command.RemoveNode;
import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.complete.Nodes;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code swarm:node-rm}. */
@Service
@Command(scope = "swarm", name = "node-rm", description = "Forgets a node that is down")
public final class NodeRm extends ClusterAction {

    @Argument(name = "node", description = "Id, host name or id prefix", required = true)
    @Completion(Nodes.class)
    private String node;

    @Option(name = "--force", aliases = "-f", description = "Even if it still answers")
    private boolean force;

    @Override
    protected String run() throws Exception {
        return submit(new RemoveNode(node(view(), node).id().value(), force)).id();
    }
}
