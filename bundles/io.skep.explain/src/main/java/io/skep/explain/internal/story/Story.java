package io.skep.explain.internal.story;

import io.skep.control.Explained.Link;
import io.skep.model.Node;
import io.skep.model.Service;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The chain of one task: from what users asked for to where it is, or how it ended. */
public final class Story {

    private final View view;
    private final Task task;
    private final Instant now;
    private final Slot slot;
    private final Optional<Service> service;
    private final List<Link> links = new ArrayList<>();

    /** Of a task of a view. */
    public Story(View view, Task task, Instant now) {
        this.view = view;
        this.task = task;
        this.now = now;
        this.slot = new Slot(view, task);
        this.service = view.services().get(task.plan().value().serviceId());
    }

    /** What happened, in this order. */
    public List<Link> chain() {
        service.map(Wishes::new).ifPresent(this::asked);
        made();
        placed();
        var ran = task.plan().value().origin().ranAt();
        if (ran != null && task.state() != TaskState.RUNNING) {
            add(ran, "ran");
        }
        if (!task.wanted() && !endedByItself()) {
            new Cause(view, task, slot).links().forEach(links::add);
        }
        new Ending(view, task, slot).links().forEach(links::add);
        waits();
        var sorted = new ArrayList<>(links);
        sorted.sort(Comparator.comparing(Link::at)); // stable: equal times stay as they are told
        return List.copyOf(sorted);
    }

    private void asked(Wishes wishes) {
        links.add(wishes.created());
        if (wishes.changed() && wishes.newest(task)) {
            links.add(wishes.updated());
        }
    }

    private void made() {
        var plan = task.plan().value();
        var place = plan.slot() > 0 ? "slot " + plan.slot() : "node " + node();
        add(
                task.plan().createdAt(),
                "made for " + place + slot.before().map(this::inPlaceOf).orElse(""));
    }

    private String inPlaceOf(Task before) {
        var origin = task.plan().value().origin();
        if (origin.moved()) {
            return " in place of " + before.name() + ", to level the nodes";
        }
        var update = origin.update();
        var how =
                update > 0 && !before.state().equals(TaskState.FAILED)
                        ? ", by the update of version " + update
                        : before.terminal() && before.state() != TaskState.SHUTDOWN
                                ? ", which ended as " + before.state().label()
                                : "";
        return " in place of " + before.name() + how;
    }

    private void placed() {
        var plan = task.plan().value();
        if (plan.phase() == TaskState.ASSIGNED) {
            var by = plan.placedBy().isEmpty() ? "" : " by strategy " + plan.placedBy();
            add(plan.since(), "assigned to node " + node() + by);
        }
    }

    private void waits() {
        var plan = task.plan().value();
        if (!task.wanted() || task.terminal()) {
            return;
        }
        if (task.state() == TaskState.NEW) {
            add(plan.since(), "waits for what the cluster gives: " + reason(plan.err()));
        } else if (task.state() == TaskState.PENDING) {
            add(plan.since(), "waits for a node: " + reason(plan.err()));
        } else if (task.desired() == TaskState.READY) {
            add(now, "may not start yet: " + delay(plan.startAfter()));
        }
    }

    private static String reason(String err) {
        return err.isEmpty() ? "it was not looked at yet" : err;
    }

    private String delay(@Nullable Instant earliest) {
        return earliest != null && earliest.isAfter(now)
                ? "it is delayed until " + earliest
                : slot.before()
                        .filter(before -> !before.terminal())
                        .map(before -> before.name() + " has not stopped yet")
                        .orElse("it will be told to");
    }

    /** Whether it ended before anybody asked for that. */
    private boolean endedByItself() {
        return switch (task.state()) {
            case COMPLETE, FAILED, REJECTED, ORPHANED -> true;
            default -> false;
        };
    }

    private String node() {
        return name(view, task);
    }

    /** What users call a task's node. */
    static String name(View view, Task task) {
        var id = task.plan().value().nodeId();
        return id == null
                ? "none"
                : view.nodes()
                        .get(id)
                        .map(Node::hostname)
                        .filter(host -> !host.isEmpty())
                        .orElse(id.value());
    }

    private void add(Instant at, String what) {
        links.add(new Link(at, what));
    }
}
