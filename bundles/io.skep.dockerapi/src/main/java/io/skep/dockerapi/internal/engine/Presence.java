package io.skep.dockerapi.internal.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether an engine answers, looked at again and again: it may come and go. */
final class Presence {

    /** Asks the engine. */
    @FunctionalInterface
    interface Question {
        CompletionStage<EngineAnswer> get(String uri);
    }

    private static final Logger log = LoggerFactory.getLogger(Presence.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Question engine;
    private final EventLoop loop;
    private final Duration pause;
    // set on the event loop, and by whoever finds that nobody answers; read by everybody
    private final AtomicReference<Optional<ApiRange>> known =
            new AtomicReference<>(Optional.empty());
    private boolean closed;

    Presence(Question engine, EventLoop loop, Duration pause) {
        this.engine = engine;
        this.loop = loop;
        this.pause = pause;
    }

    /** What the engine speaks; empty when none answers. */
    Optional<ApiRange> range() {
        return known.get();
    }

    /** Nobody answered just now. */
    void lost() {
        now(Optional.empty());
    }

    void start() {
        loop.execute(this::look);
    }

    void close() {
        loop.execute(() -> closed = true);
    }

    private void look() {
        if (closed) {
            return;
        }
        engine.get("/_ping")
                .thenCompose(this::version)
                .exceptionally(silent -> Optional.empty())
                .thenAccept(
                        found -> {
                            now(found);
                            loop.schedule(this::look, pause.toMillis(), TimeUnit.MILLISECONDS);
                        });
    }

    // its version is a costly question: only asked when the engine is another one than before
    private CompletionStage<Optional<ApiRange>> version(EngineAnswer ping) {
        var newest = ping.headers().getOrDefault("api-version", "");
        var before = known.get();
        if (before.isPresent() && newest.equals("1." + before.get().newest())) {
            return CompletableFuture.completedFuture(before);
        }
        return engine.get("/version").thenApply(Presence::read);
    }

    private static Optional<ApiRange> read(EngineAnswer answer) {
        try {
            var version = JSON.readTree(answer.body());
            return Optional.of(
                    ApiRange.of(
                            version.path("MinAPIVersion").asText(),
                            version.path("ApiVersion").asText()));
        } catch (IOException | IllegalArgumentException strange) {
            log.debug("engine: something answers that is no Docker Engine", strange);
            return Optional.empty();
        }
    }

    private void now(Optional<ApiRange> found) {
        if (found.isPresent() != known.getAndSet(found).isPresent()) {
            log.info(
                    "engine: {}",
                    found.map(range -> "answers, speaks API " + range).orElse("does not answer"));
        }
    }
}
