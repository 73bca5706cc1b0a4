package io.skep.dockerapi.internal.page;

import io.skep.control.Control;
import io.skep.dockerapi.internal.route.Ask;
import io.skep.dockerapi.internal.route.Filters;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.dockerapi.internal.shape.TaskShape;
import io.skep.model.Freshness;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.View;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** {@code /tasks}. */
final class TaskPages {

    private static final Set<String> FILTERS =
            Set.of(
                    "id",
                    "label",
                    "name",
                    "node",
                    "service",
                    "desired-state",
                    "_up-to-date",
                    "runtime");
    private static final List<String> STATES =
            Arrays.stream(TaskState.values()).map(TaskState::label).toList();

    private static final Predicate<Task> ALL = task -> true;

    private final Desk desk;

    TaskPages(Control control) {
        this.desk = new Desk(control);
    }

    void on(Routes routes) {
        routes.get("/tasks", this::list);
        routes.get(
                "/tasks/{id}",
                ask -> desk.show(v -> TaskShape.of(Find.task(v, ask.capture("id")), v)));
    }

    private CompletionStage<Reply> list(Ask ask) {
        var filters = ask.filters(FILTERS);
        Choices.check("desired-state", STATES, filters.of("desired-state"));
        return desk.control().read().thenApply(view -> list(view, filters));
    }

    private static Reply list(View view, Filters filters) {
        var services = new TreeSet<String>();
        filters.of("service").forEach(s -> services.add(Find.service(view, s).id().value()));
        var nodes = new TreeSet<String>();
        filters.of("node").forEach(n -> nodes.add(Find.node(view, n).id().value()));
        var fresh = filters.has("_up-to-date") ? fresh(view) : ALL;
        return Desk.list(
                view.tasks(),
                task ->
                        among(services, task.plan().value().serviceId().value())
                                && among(nodes, String.valueOf(task.plan().value().nodeId()))
                                && fits(filters, task)
                                && fresh.test(task),
                task -> TaskShape.of(task, view));
    }

    private static Predicate<Task> fresh(View view) {
        var known = new TreeMap<ServiceId, Freshness>();
        view.services().forEach(s -> known.put(s.id(), new Freshness(s, view)));
        return task -> {
            var service = known.get(task.plan().value().serviceId());
            return service != null && service.fresh(task);
        };
    }

    private static boolean among(Set<String> wanted, String id) {
        return wanted.isEmpty() || wanted.contains(id);
    }

    private static boolean fits(Filters filters, Task task) {
        var plan = task.plan().value();
        return filters.prefix("id", task.id().value())
                && filters.prefix("name", task.name())
                && filters.labels("label", plan.serviceLabels())
                && filters.exactly("desired-state", task.desired().label())
                && filters.exactly("runtime", "container");
    }
}
