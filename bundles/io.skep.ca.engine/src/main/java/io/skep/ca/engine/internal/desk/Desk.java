package io.skep.ca.engine.internal.desk;

import io.skep.ca.engine.internal.bureau.Counter;
import io.skep.ca.engine.internal.token.Tries;
import io.skep.ca.engine.internal.wire.Asking;
import io.skep.ca.engine.internal.wire.Issued;
import io.skep.ca.engine.internal.wire.Refusal;
import io.skep.ca.engine.internal.wire.Relayed;
import io.skep.ca.engine.internal.wire.RootAnswer;
import io.skep.ca.spi.Order;
import io.skep.codec.Codec;
import io.skep.model.ClusterTrust;
import io.skep.model.NodeId;
import io.skep.model.Stored;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.seam.Seldom;
import io.skep.seam.Time;
import io.skep.store.Quorum;
import io.skep.store.Store;
import io.skep.transport.Caller;
import io.skep.transport.Role;
import io.skep.transport.Talk;
import io.skep.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers who asks a manager about certificates; the leader decides, and a follower asks it. What
 * comes from outside is counted here, where its source is known. Used on one loop.
 */
public final class Desk implements Counter {

    private static final Logger log = LoggerFactory.getLogger(Desk.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SAID_AGAIN = Duration.ofMinutes(10);

    /**
     * Where a manager looks.
     *
     * @param leading issues while this node leads, and refuses otherwise
     */
    public record Place(Store store, Quorum quorum, Transport transport, Counter leading) {}

    private final Place place;
    private final Loop loop;
    private final Tries tries;
    private final Seldom told;

    /** Answers nobody yet. */
    public Desk(Place place, Loop loop, Time time) {
        this.place = place;
        this.loop = loop;
        this.tries = new Tries(time);
        this.told = new Seldom(time, SAID_AGAIN);
    }

    /** Answers from now on. */
    public List<Cancellable> open() {
        var transport = place.transport();
        return List.of(
                transport.answer(Talk.CA_ROOT.kind(), loop, (caller, any) -> root()),
                transport.answer(Talk.CA_REQUEST.kind(), loop, this::request),
                transport.answer(Talk.CA_RELAY.kind(), loop, this::relayed),
                transport.guard(new Gatekeeper(place.store(), place.quorum())));
    }

    private CompletionStage<byte[]> root() {
        return trust().map(trust -> Codec.bytes(new RootAnswer(trust.anchors())))
                .map(bytes -> (CompletionStage<byte[]>) CompletableFuture.completedFuture(bytes))
                .orElseGet(() -> refused(Refusal.NOT_READY));
    }

    private Optional<ClusterTrust> trust() {
        return place.store()
                .view()
                .cluster()
                .flatMap(cluster -> Optional.ofNullable(cluster.trust()))
                .map(Stored::value);
    }

    private CompletionStage<byte[]> request(Caller caller, byte[] question) {
        if (question.length > Order.MAX_REQUEST * 2) {
            return refused(Refusal.REQUEST);
        }
        var asking = parsed(question);
        var source = source(caller);
        if (asking.isEmpty()) {
            return refused(Refusal.REQUEST);
        } else if (!tries.begin(source)) {
            return refused(Refusal.TOO_MANY);
        }
        return loop.on(ask(caller, asking.get()))
                .whenComplete((issued, failure) -> tried(source, failure))
                .thenApply(Codec::bytes);
    }

    private void tried(String source, @Nullable Throwable failure) {
        if (failure == null) {
            tries.succeeded(source);
        } else if (Refusal.isFinal("" + failure.getMessage())) {
            told.say(source)
                    .ifPresent(
                            unsaid ->
                                    log.warn(
                                            "{}: no certificate: {} ({} more since)",
                                            source,
                                            failure.getMessage(),
                                            unsaid));
        }
    }

    private static Optional<Asking> parsed(byte[] question) {
        try {
            return Optional.of(Codec.value(question, Asking.class));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static String source(Caller caller) {
        var node = caller.node();
        return node == null ? "stranger " + caller.address() : "node " + node;
    }

    @Override
    public CompletionStage<Issued> ask(Caller caller, Asking asking) {
        if (place.store().leading()) {
            return place.leading().ask(caller, asking);
        }
        return place.quorum()
                .leader()
                .map(leader -> relay(leader, caller, asking))
                .orElseGet(() -> refused(Refusal.NO_LEADER));
    }

    private CompletionStage<Issued> relay(NodeId leader, Caller caller, Asking asking) {
        @Nullable NodeId node = caller.node();
        var relayed = new Relayed(node == null ? "" : node.value(), asking);
        return place.transport()
                .ask(leader, Talk.CA_RELAY.kind(), Codec.bytes(relayed), PATIENCE)
                .thenApply(bytes -> Codec.value(bytes, Issued.class));
    }

    private CompletionStage<byte[]> relayed(Caller manager, byte[] question) {
        if (!place.store().leading()) {
            return refused(Refusal.NO_LEADER);
        }
        var relayed = Codec.value(question, Relayed.class);
        var caller =
                relayed.node().isEmpty()
                        ? Caller.STRANGER
                        : new Caller(new NodeId(relayed.node()), Role.WORKER);
        return place.leading().ask(caller, relayed.asking()).thenApply(Codec::bytes);
    }

    private static <T> CompletionStage<T> refused(Refusal why) {
        return CompletableFuture.failedFuture(why.failure());
    }
}
