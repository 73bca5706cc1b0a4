package io.skep.lifecycle;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The engine behind a {@link Socket}. Called on the socket's loop.
 *
 * @param <P> the plugs
 * @param <S> what plugs talk back through
 */
@ConsumerType
public interface SocketHost<P extends Plug, S> {

    /** What a plug is opened with; its sink is the host's own, not fenced yet. */
    PlugContext<S> context(PlugInfo plug);

    /**
     * A sink that passes calls on while {@code alive} and drops them otherwise: {@link Fence#of} or
     * a class of the host's own.
     */
    S fence(S sink, BooleanSupplier alive);

    /** Whether an activated plug does what it should; fails when it does not. */
    default CompletionStage<Void> probe(P plug) {
        return CompletableFuture.completedFuture(null);
    }

    /** From now on this plug does the work. */
    void live(Live<P> live);

    /** From now on no plug does the work; what is asked for meanwhile waits or is refused. */
    void lost(String why);

    /** A plug was tried and is not used; it is tried again only on {@link Socket#retry}. */
    default void failed(PlugInfo plug, String why) {}

    /** How long a plug may take to activate, to resume or to be probed. */
    default Duration patience() {
        return Duration.ofSeconds(30);
    }

    /** How long a plug may take to become quiet when it is replaced. */
    default Duration grace() {
        return Duration.ofSeconds(10);
    }
}
