package io.skep.transport.engine.internal.link;

import io.skep.seam.Cancellable;
import io.skep.transport.Caller;
import io.skep.transport.Talk;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Who serves which kind of channel in this process. Safe for use by any thread. */
public final class Kinds {

    /** How the kinds of channels begin that carry questions. */
    public static final String QUESTION = "?";

    private final ConcurrentMap<String, Served> kinds = new ConcurrentHashMap<>();

    /** Who serves a kind for a caller; absent when nobody does, or it may not begin. */
    public Optional<Served> served(String kind, Caller caller) {
        var talk = kind.startsWith(QUESTION) ? kind.substring(1) : kind;
        return Optional.ofNullable(kinds.get(kind))
                .filter(served -> Talk.mayBegin(talk, caller.role()));
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
