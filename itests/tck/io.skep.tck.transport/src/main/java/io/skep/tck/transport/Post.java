package io.skep.tck.transport;

import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugProvider;
import io.skep.seam.Loop;
import io.skep.seam.system.SystemSeams;
import io.skep.transport.spi.Carrier;
import io.skep.transport.spi.CarrierSink;
import io.skep.transport.spi.Identity;
import io.skep.transport.spi.Line;
import io.skep.transport.spi.LineSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A host with one carrier, for tests: what arrives is put into queues. Close it. */
public final class Post implements CarrierSink, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SystemSeams seams = new SystemSeams(Path.of("unused"), 2);
    private final Loop loop;
    private final Carrier carrier;
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();

    /** Opens a carrier. */
    public Post(PlugProvider<Carrier, CarrierSink> provider) {
        this.loop = seams.loop("post");
        this.carrier =
                provider.open(new PlugContext<>(loop, seams, this, Path.of("unused"), Map.of()));
    }

    /** Opens one that works and shows something. */
    public static Post working(
            PlugProvider<Carrier, CarrierSink> provider, Optional<Identity> identity) {
        var post = new Post(provider);
        post.ask(() -> post.carrier.activate(1, Optional.empty()));
        post.show(identity);
        return post;
    }

    /** The plug; call it by {@link #ask}. */
    public Carrier carrier() {
        return carrier;
    }

    /** Shows something else from now on. */
    public void show(Optional<Identity> identity) {
        ask(
                () -> {
                    carrier.show(identity);
                    return CompletableFuture.completedFuture(null);
                });
    }

    /** Listens on loopback; the address. */
    public String listen() {
        return "127.0.0.1:" + ask(() -> carrier.listen("127.0.0.1:0"));
    }

    /** Dials. */
    public Line dial(String address, Carrier.As as) {
        return ask(() -> carrier.dial(address, as));
    }

    /** Calls the plug on its loop and waits for the result. */
    public <T> T ask(Supplier<CompletionStage<T>> verb) {
        var done = new CompletableFuture<T>();
        loop.execute(
                () -> {
                    try {
                        verb.get()
                                .whenComplete(
                                        (value, failure) -> {
                                            if (failure == null) {
                                                done.complete(value);
                                            } else {
                                                done.completeExceptionally(failure);
                                            }
                                        });
                    } catch (RuntimeException failure) {
                        done.completeExceptionally(failure);
                    }
                });
        return done.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void accepted(Line line) {
        lines.add(line);
    }

    /** The next line that was accepted. */
    public Line next() throws InterruptedException {
        var line = lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (line == null) {
            throw new IllegalStateException("nobody dialled in");
        }
        return line;
    }

    /** Whether somebody was let in that nobody asked for. */
    public boolean hasLines() {
        return !lines.isEmpty();
    }

    @Override
    public void close() {
        ask(carrier::close);
        loop.close();
        seams.close();
    }

    /** What arrived on a line. */
    public static final class Inbox implements LineSink {

        private final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

        /** Reads a line. */
        public static Inbox of(Line line) {
            var inbox = new Inbox();
            line.read(inbox);
            return inbox;
        }

        @Override
        public void frame(byte[] frame) {
            frames.add(frame);
        }

        @Override
        public void closed(String reason) {
            ends.add(reason);
        }

        /** The next frame. */
        public byte[] next() throws InterruptedException {
            var frame = frames.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (frame == null) {
                throw new IllegalStateException("nothing arrived; ends: " + ends);
            }
            return frame;
        }

        /** Why it ended; waits. */
        public String end() throws InterruptedException {
            var reason = ends.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (reason == null) {
                throw new IllegalStateException("it did not end");
            }
            return reason;
        }

        /** Whether nothing more is there. */
        public boolean isEmpty() {
            return frames.isEmpty() && ends.isEmpty();
        }
    }
}
