package io.skep.dockerapi.internal.page;

import io.skep.control.Control;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.seam.Time;

/** The whole table of what is answered. */
public final class Pages {

    private Pages() {}

    /** Fills a table: the cluster's pages, and those of a local engine. */
    public static Routes of(Control control, EngineLink engine, Machine machine, Time time) {
        var routes = new Routes();
        new SystemPages(control, engine, machine, time).on(routes);
        new SwarmPages(control).on(routes);
        new NodePages(control).on(routes);
        new ServicePages(control).on(routes);
        new TaskPages(control).on(routes);
        new DataPages(control).on(routes);
        return routes;
    }
}
