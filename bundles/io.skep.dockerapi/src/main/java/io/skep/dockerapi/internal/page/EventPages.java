package io.skep.dockerapi.internal.page;

import io.skep.control.Control;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.route.Ask;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.dockerjson.Filters;
import io.skep.dockerjson.Moments;
import java.util.concurrent.CompletionStage;

/** {@code /events}. */
final class EventPages {

    private final Control control;
    private final EngineLink engine;
    private final Site site;

    EventPages(Control control, EngineLink engine, Site site) {
        this.control = control;
        this.engine = engine;
        this.site = site;
    }

    void on(Routes routes) {
        routes.get("/events", this::events);
    }

    private CompletionStage<Reply> events(Ask ask) {
        var now = site.time().now();
        var since = Moments.of("since", ask.query("since")).orElse(now);
        var until = Moments.of("until", ask.query("until"));
        var wanted = new EventStream.Wanted(Filters.parse(ask.query("filters")), since, until);
        return Routes.done(
                new Reply.Flowing(
                        Reply.JSON,
                        out -> {
                            var stream = new EventStream(wanted, out, site.loop());
                            stream.swarm(control);
                            stream.engine(engine, ask.uri());
                            stream.endIn(now);
                            return stream;
                        }));
    }
}
