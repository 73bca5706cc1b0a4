package io.skep.dockerapi.internal.page;

import io.skep.control.Control;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.dockerjson.Find;
import io.skep.dockerjson.Lists;
import io.skep.dockerjson.Rendering;
import io.skep.dockerjson.TaskShape;

/** {@code /tasks}. */
final class TaskPages {

    private final Desk desk;
    private final Rendering rendering = new Rendering();

    TaskPages(Control control) {
        this.desk = new Desk(control);
    }

    void on(Routes routes) {
        routes.get(
                "/tasks",
                ask -> desk.list(ask, (view, filters) -> Lists.tasks(view, filters, rendering)));
        routes.get(
                "/tasks/{id}",
                ask -> desk.show(v -> TaskShape.of(Find.task(v, ask.capture("id")), v)));
    }
}
