package io.skep.shell.internal.swarm;

import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Show;
import io.skep.shell.internal.complete.Nodes;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code swarm:node-ps}. */
@Service
@Command(scope = "swarm", name = "node-ps", description = "Lists the tasks of a node")
public final class NodePs extends ClusterAction {

    @Argument(name = "node", description = "Id, host name, id prefix or self")
    @Completion(Nodes.class)
    private String node = "self";

    @Override
    protected String run() throws Exception {
        var view = view();
        Show.tasks(view, view.tasksOn(node(view, node).id()), now());
        return "";
    }
}
