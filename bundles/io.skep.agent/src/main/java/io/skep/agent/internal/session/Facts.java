package io.skep.agent.internal.session;

import io.skep.agent.internal.shelf.NodeSlice;
import io.skep.lifecycle.DutyContext;
import io.skep.model.NodeDescription;
import io.skep.model.Underlay;
import io.skep.model.spec.Platform;
import io.skep.model.spec.Resources;
import io.skep.transport.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an agent says of its node. */
final class Facts {

    /** How long a runtime may take to say what the node is; then the node shows itself without. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final DutyContext context;
    private final NodeSlice slice;
    private final long begun;

    Facts(DutyContext context, NodeSlice slice) {
        this.context = context;
        this.slice = slice;
        this.begun = context.seams().time().nanos();
    }

    Optional<NodeDescription> description() {
        var known = slice.description();
        var waited = Duration.ofNanos(context.seams().time().nanos() - begun);
        return known.isPresent() || waited.compareTo(PATIENCE) < 0 ? known : Optional.of(bare());
    }

    /** A node that can run nothing yet. */
    private NodeDescription bare() {
        return new NodeDescription(
                context.setting("hostname", ""),
                new Platform("", ""),
                Resources.NONE,
                "",
                Map.of(),
                List.of(),
                List.of());
    }

    /** The address without a port. */
    String addr() {
        return where().host();
    }

    /** What networks of this node stand on. */
    Underlay underlay() {
        var routes = context.setting("routes", "");
        return new Underlay(
                context.setting("datapath", ""),
                routes.isEmpty() ? List.of() : List.of(routes.split(",")));
    }

    /** The address with the cluster's port. */
    String endpoint() {
        return where().address();
    }

    private Endpoint where() {
        return Endpoint.of(context.setting("advertise", ""), context.setting("listen", ""));
    }
}
