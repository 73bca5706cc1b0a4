package io.skep.transport.engine.internal.link;

import io.skep.seam.Cancellable;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Who serves which kind of channel in this process. Safe for use by any thread. */
public final class Kinds {

    private final ConcurrentMap<String, Served> kinds = new ConcurrentHashMap<>();

    /** Who serves a kind. */
    public Optional<Served> served(String kind) {
        return Optional.ofNullable(kinds.get(kind));
    }

    /**
     * A kind is served from now on.
     *
     * @return ends it and closes its channels
     * @throws IllegalStateException when somebody serves it already
     */
    public Cancellable serve(String kind, Served served) {
        if (kinds.putIfAbsent(kind, served) != null) {
            throw new IllegalStateException("channels of kind " + kind + " are served already");
        }
        return () -> {
            if (kinds.remove(kind, served)) {
                served.close(kind + " is not served any more");
            }
        };
    }
}
