package io.skep.dockerapi.internal.page;

import io.skep.control.Metrics;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerapi.internal.route.Routes;
import java.util.Map;

/** {@code /metrics}: beyond Docker, which has them on a port of their own. */
final class MetricPages {

    private final Metrics metrics;

    MetricPages(Metrics metrics) {
        this.metrics = metrics;
    }

    void on(Routes routes) {
        routes.get("/metrics", ask -> Routes.done(shown(ask.header("accept"))));
    }

    private Reply shown(String accept) {
        var page = metrics.page(accept);
        return new Reply.Whole(200, page.type(), page.body(), Map.of());
    }
}
