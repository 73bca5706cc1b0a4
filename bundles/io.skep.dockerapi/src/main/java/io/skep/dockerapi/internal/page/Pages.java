package io.skep.dockerapi.internal.page;

import io.skep.control.Control;
import io.skep.control.Guests;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.guest.Porter;
import io.skep.dockerapi.internal.route.Routes;

/** The whole table of what is answered. */
public final class Pages {

    private Pages() {}

    /** Fills a table: the cluster's pages, and those of a local engine. */
    public static Routes of(Control control, Guests guests, EngineLink engine, Site site) {
        var routes = new Routes();
        new SystemPages(control, engine, site).on(routes);
        new SwarmPages(control).on(routes);
        new NodePages(control).on(routes);
        new ServicePages(control).on(routes);
        new TaskPages(control, site).on(routes);
        new DataPages(control).on(routes);
        new NetworkPages(control, engine, guests).on(routes);
        var porter = new Porter(engine, guests, () -> control.local().nodeId());
        new GuestPages(engine, porter).on(routes);
        new LogPages(control).on(routes);
        new EventPages(control, engine, site).on(routes);
        new MetricPages(site.metrics()).on(routes);
        new EnginePages(engine).on(routes);
        return routes;
    }
}
