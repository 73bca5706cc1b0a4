package io.skep.agent.internal.session;

import io.skep.agent.internal.shelf.NodeSlice;
import io.skep.lifecycle.DutyContext;
import io.skep.model.NodeDescription;
import io.skep.model.spec.Platform;
import io.skep.model.spec.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an agent says of its node. */
final class Facts {

    /** How long a runtime may take to say what the node is; then the node shows itself without. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final String DEFAULT_PORT = "2377";

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
        var advertised = advertised();
        var port = portAt(advertised);
        var host = port < 0 ? advertised : advertised.substring(0, port);
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }

    /** The address with the cluster's port. */
    String endpoint() {
        var advertised = advertised();
        if (portAt(advertised) >= 0) {
            return advertised;
        }
        var listen = context.setting("listen", "");
        var port = portAt(listen);
        var host = advertised.contains(":") ? "[" + addr() + "]" : advertised;
        return host + ":" + (port < 0 ? DEFAULT_PORT : listen.substring(port + 1));
    }

    private String advertised() {
        return context.setting("advertise", "127.0.0.1");
    }

    /** Where the colon before the port is; an address of version 6 without brackets has none. */
    private static int portAt(String address) {
        var colon = address.lastIndexOf(':');
        var plain = address.indexOf(':') == colon;
        return colon > 0 && (plain || address.charAt(colon - 1) == ']') ? colon : -1;
    }
}
