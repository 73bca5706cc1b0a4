package io.skep.shell.internal.swarm;

import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Show;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code swarm:task-ls}. */
@Service
@Command(scope = "swarm", name = "task-ls", description = "Lists all tasks")
public final class TaskLs extends ClusterAction {

    @Override
    protected String run() throws Exception {
        var view = view();
        Show.tasks(view, view.tasks().stream().toList(), now());
        return "";
    }
}
