package io.skep.dockerapi.internal.page;

import io.skep.control.Control;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.dockerjson.Find;
import io.skep.dockerjson.Lists;
import io.skep.dockerjson.Rendering;
import io.skep.dockerjson.Shape;
import io.skep.dockerjson.TaskShape;
import io.skep.model.View;

/** {@code /tasks}. */
final class TaskPages {

    private final Desk desk;
    private final Site site;
    private final Rendering rendering = new Rendering();

    TaskPages(Control control, Site site) {
        this.desk = new Desk(control);
        this.site = site;
    }

    void on(Routes routes) {
        routes.get(
                "/tasks",
                ask -> desk.list(ask, (view, filters) -> Lists.tasks(view, filters, rendering)));
        routes.get("/tasks/{id}", ask -> desk.show(view -> shown(view, ask.capture("id"))));
    }

    private Shape shown(View view, String id) {
        var task = Find.task(view, id);
        var explained = site.explainer().explain(view, task, site.time().now());
        return TaskShape.of(task, view, explained);
    }
}
