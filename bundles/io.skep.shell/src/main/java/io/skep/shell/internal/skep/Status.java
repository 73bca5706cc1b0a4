package io.skep.shell.internal.skep;

import io.skep.model.TaskState;
import io.skep.shell.internal.ClusterAction;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code skep:status}. */
@Service
@Command(scope = "skep", name = "status", description = "Tells in one line whether this node works")
public final class Status extends ClusterAction {

    @Override
    protected String run() throws Exception {
        var local = control().local();
        var state = local.hostname() + ": swarm " + local.state();
        if (!local.active()) {
            return local.error().isEmpty() ? state : state + ", " + local.error();
        }
        if (!local.manager()) {
            return state + ", worker " + local.nodeId();
        }
        var view = view();
        var running =
                view.tasks().stream().filter(task -> task.state() == TaskState.RUNNING).count();
        return state
                + ", manager "
                + local.nodeId()
                + ", commit "
                + view.index()
                + ", "
                + running
                + " tasks running";
    }
}
