package io.skep.dockerapi.internal.page;

import io.skep.access.Role;
import io.skep.control.Control;
import io.skep.control.Guests;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.guard.Blank;
import io.skep.dockerapi.internal.guard.Guarded;
import io.skep.dockerapi.internal.guard.LookOnly;
import io.skep.dockerapi.internal.guest.Porter;
import io.skep.dockerapi.internal.route.Routes;

/** The whole table of what is answered. */
public final class Pages {

    private Pages() {}

    /** Fills a table: the cluster's pages, and those of a local engine. */
    public static Routes of(Control control, Guests guests, EngineLink engine, Site site) {
        return of(control, guests, engine, engine, site);
    }

    /** The table of a role, which has the cluster and the engine as far as it may. */
    public static Routes of(
            Role role, Control control, Guests guests, EngineLink engine, Site site) {
        var guarded = new Guarded(control, role);
        return switch (role) {
            case ADMIN -> of(control, guests, engine, site);
            case DEPLOYER -> of(guarded, guests, engine, new LookOnly(engine, role), site);
            case VIEWER -> {
                var looking = new LookOnly(engine, role);
                yield of(guarded, guests, looking, looking, site).seen(Blank::over);
            }
            case NOBODY -> new Routes();
        };
    }

    private static Routes of(
            Control control, Guests guests, EngineLink working, EngineLink engine, Site site) {
        var routes = new Routes();
        new SystemPages(control, engine, site).on(routes);
        new SwarmPages(control).on(routes);
        new NodePages(control).on(routes);
        new ServicePages(control, working).on(routes);
        new TaskPages(control, site).on(routes);
        new DataPages(control).on(routes);
        new NetworkPages(control, engine, guests).on(routes);
        var porter = new Porter(working, guests, () -> control.local().nodeId());
        new GuestPages(working, porter).on(routes);
        new LogPages(control).on(routes);
        new EventPages(control, engine, site).on(routes);
        new MetricPages(site.metrics()).on(routes);
        new EnginePages(engine).on(routes);
        return routes;
    }
}
