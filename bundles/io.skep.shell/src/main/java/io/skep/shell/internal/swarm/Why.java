package io.skep.shell.internal.swarm;

import io.skep.control.Explained;
import io.skep.control.Explainer;
import io.skep.control.Remedy;
import io.skep.model.Lookup;
import io.skep.model.Service;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.View;
import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Show;
import io.skep.shell.internal.complete.ServicesAndTasks;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;

/** {@code swarm:why}. */
@org.apache.karaf.shell.api.action.lifecycle.Service
@Command(
        scope = "swarm",
        name = "why",
        description = "Tells why a task is where it is, or nowhere, and why it stopped")
public final class Why extends ClusterAction {

    private static final int FEW = 5;

    @Reference private Explainer explainer;

    @Argument(
            name = "task",
            description = "Id, name or id prefix; of a service all tasks that wait, fail or stop",
            required = true)
    @Completion(ServicesAndTasks.class)
    private String about;

    @Override
    protected String run() throws Exception {
        var view = view();
        var service = Lookup.find(view.services(), about).toOptional();
        if (service.isPresent() && view.tasks().get(about).isEmpty()) {
            service(view, service.get());
        } else {
            task(view, task(view, about));
        }
        return "";
    }

    private void task(View view, Task task) {
        var plan = task.plan().value();
        say("task", task.name());
        say("state", task.state().label() + " since " + Show.ago(task.since(), now()));
        say("wanted", task.desired().label());
        say("node", Show.node(view, task));
        say("placed by", plan.placedBy());
        say("message", plan.message());
        say("error", Show.error(task));
        show(explainer.explain(view, task, now()));
    }

    /** What is not as it is wanted, each kind once; all is well when there is none. */
    private void service(View view, Service service) {
        say("service", service.name());
        say("replicas", Show.replicas(view, service));
        service.updateStatus()
                .ifPresent(update -> say("update", update.state() + ", " + update.message()));
        var tasks = view.tasksOf(service.id());
        var odd = tasks.stream().filter(Why::odd).limit(FEW).toList();
        for (var task : odd) {
            System.out.println();
            task(view, task);
        }
        long more = tasks.stream().filter(Why::odd).count() - odd.size();
        if (more > 0) {
            say("and", more + " more");
        }
        if (odd.isEmpty()) {
            tasks.stream().filter(Task::wanted).findFirst().ifPresent(task -> task(view, task));
        }
    }

    /** Wanted and not running, or not wanted and not gone. */
    private static boolean odd(Task task) {
        return task.wanted() ? task.state() != TaskState.RUNNING : !task.terminal();
    }

    private static void say(String about, String text) {
        if (!text.isEmpty()) {
            System.out.println(about + ": " + text);
        }
    }

    private static void show(Explained explained) {
        System.out.println("because:");
        for (var link : explained.chain()) {
            System.out.println("  " + link.at() + "  " + link.what());
        }
        if (!explained.ranking().isEmpty()) {
            var table = Show.table("Rank now", "Node", "Of the service", "Tasks", "Failures");
            int rank = 0;
            for (var node : explained.ranking()) {
                table.addRow()
                        .addContent(
                                ++rank,
                                node.node(),
                                node.tasksOfService(),
                                node.tasks(),
                                node.failures());
            }
            Show.print(table);
        }
        if (!explained.remedies().isEmpty()) {
            remedies(explained.remedies());
        }
    }

    private static void remedies(List<Remedy> remedies) {
        var table = Show.table("Node", "Refused by", "Missing", "Would help", "Or");
        for (var remedy : remedies) {
            for (var step : remedy.steps()) {
                table.addRow()
                        .addContent(
                                remedy.node(),
                                step.rule(),
                                step.missing(),
                                step.change(),
                                step.otherwise());
            }
        }
        Show.print(table);
        var smallest = remedies.get(0).steps().stream().map(Remedy.Step::change).toList();
        say("smallest change", String.join(" and ", smallest));
    }
}
