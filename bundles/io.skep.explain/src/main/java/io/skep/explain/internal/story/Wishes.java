package io.skep.explain.internal.story;

import io.skep.control.Explained.Link;
import io.skep.model.Service;
import io.skep.model.Task;

/** What users asked of a service. */
final class Wishes {

    private final Service service;

    Wishes(Service service) {
        this.service = service;
    }

    /** The call that made it. */
    Link created() {
        var wish = service.wish();
        var version = wish.value().previous() == null ? version() : "";
        return new Link(wish.createdAt(), "service " + service.name() + " was created" + version);
    }

    /** Whether it was changed after it was made. */
    boolean changed() {
        return service.wish().value().previous() != null;
    }

    /** Whether a task was made for the newest wish. */
    boolean newest(Task task) {
        return task.plan().value().specVersion() == service.wish().value().specVersion();
    }

    /** The last call that changed it, and what; only when it was changed. */
    Link updated() {
        var wish = service.wish().value();
        var previous = wish.previous();
        var what = previous == null ? "" : Difference.of(previous, wish.spec());
        return new Link(
                service.wish().updatedAt(),
                "service "
                        + service.name()
                        + (wish.rollbackRequested() ? " was rolled back" : " was updated")
                        + version()
                        + (what.isEmpty() ? "" : ": " + what));
    }

    private String version() {
        return " (version " + service.wish().version() + ")";
    }
}
