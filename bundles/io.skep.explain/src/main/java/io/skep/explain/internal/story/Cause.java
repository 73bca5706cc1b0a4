package io.skep.explain.internal.story;

import io.skep.control.Explained.Link;
import io.skep.model.Constraint;
import io.skep.model.Node;
import io.skep.model.NodeState;
import io.skep.model.Origin;
import io.skep.model.Service;
import io.skep.model.Task;
import io.skep.model.View;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ServiceMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a task was told to stop: what changed, and that it was told. */
final class Cause {

    private final View view;
    private final Task task;
    private final Slot slot;
    private final Optional<Service> service;
    private final Optional<Node> node;
    private final List<Link> links = new ArrayList<>();

    Cause(View view, Task task, Slot slot) {
        this.view = view;
        this.task = task;
        this.slot = slot;
        var plan = task.plan().value();
        this.service = view.services().get(plan.serviceId());
        this.node = Optional.ofNullable(plan.nodeId()).flatMap(id -> view.nodes().get(id));
    }

    List<Link> links() {
        told(reason());
        return links;
    }

    private String reason() {
        if (service.isEmpty()) {
            return "service " + task.plan().value().serviceName() + " was removed";
        }
        if (updated(service.get())) {
            return update(service.get());
        }
        if (node.isPresent() && !suits(node.get())) {
            return unsuited(node.get());
        }
        return scaled(service.get())
                .orElseGet(
                        () ->
                                slot.after()
                                        .map(next -> next.name() + " takes its place")
                                        .orElse("it is not wanted any more"));
    }

    /** Whether what took its place, or the update under way, is of another wish. */
    private boolean updated(Service of) {
        var plan = task.plan().value();
        return slot.after()
                .map(next -> next.plan().value())
                .filter(
                        next ->
                                next.specVersion() != plan.specVersion()
                                        || next.origin().update() == Origin.updateOf(of))
                .isPresent();
    }

    private String update(Service of) {
        var wishes = new Wishes(of);
        if (wishes.changed() && !wishes.newest(task)) {
            links.add(wishes.updated());
        }
        of.updateStatus()
                .filter(status -> of.rolledBack() || status.paused())
                .filter(status -> status.startedAt() != null)
                .ifPresent(status -> links.add(new Link(status.startedAt(), status.message())));
        return of.rolledBack()
                ? "the update is undone" + next()
                : "another version takes its place" + next();
    }

    private String next() {
        return slot.after().map(next -> ": " + next.name()).orElse("");
    }

    private boolean suits(Node on) {
        return on.state() == NodeState.READY
                && on.spec().value().availability() != Availability.DRAIN
                && broken(on).isEmpty();
    }

    private List<String> broken(Node on) {
        var texts =
                service.map(of -> of.inForce().taskTemplate().placementOrAnywhere())
                        .map(io.skep.model.spec.Placement::constraints)
                        .orElse(List.of());
        var all =
                service.map(of -> of.inForce().taskTemplate().placementOrAnywhere())
                        .map(Constraint::all)
                        .orElse(List.of());
        var broken = new ArrayList<String>();
        for (int at = 0; at < all.size(); at++) {
            if (!all.get(at).matches(on)) {
                broken.add(texts.get(at));
            }
        }
        return broken;
    }

    private String unsuited(Node on) {
        var name = Story.name(view, task);
        var status = on.status();
        if (on.state() != NodeState.READY && status != null) {
            var why = status.value().message();
            var what = "node " + name + " became " + on.state().label();
            links.add(new Link(status.updatedAt(), what + (why.isEmpty() ? "" : ": " + why)));
            return "node " + name + " does not answer";
        }
        links.add(
                new Link(
                        on.spec().updatedAt(),
                        "node " + name + " was updated (version " + on.spec().version() + ")"));
        return on.spec().value().availability() == Availability.DRAIN
                ? "node " + name + " is drained"
                : "node " + name + " no longer meets " + String.join(", ", broken(on));
    }

    /** Fewer replicas than before, and nobody took its place. */
    private Optional<String> scaled(Service of) {
        if (slot.after().isPresent()
                || !(of.inForce().mode() instanceof ServiceMode.Replicated replicated)) {
            return Optional.empty();
        }
        var wishes = new Wishes(of);
        if (wishes.changed() && !wishes.newest(task)) {
            links.add(wishes.updated());
        }
        return Optional.of(replicated.replicas() + " replicas are wanted, without this one");
    }

    private void told(String reason) {
        links.add(new Link(task.plan().updatedAt(), "told to stop: " + reason));
    }
}
