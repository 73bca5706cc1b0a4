package io.skep.dockerapi.internal.world;

import io.skep.control.Explained;
import io.skep.control.Metrics;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.engine.NoEngine;
import io.skep.dockerapi.internal.http.UnixServer;
import io.skep.dockerapi.internal.page.Pages;
import io.skep.dockerapi.internal.page.Site;
import io.skep.dockerjson.HostShape;
import io.skep.seam.Time;
import io.skep.seam.system.SystemSeams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A door on a temporary socket. */
public final class World implements AutoCloseable {

    /** The machine the door believes to be on. */
    public static final HostShape MACHINE =
            new HostShape(2, 25_276_510_208L, "x86_64", "6.1.0", "Some Linux", "0.1.0");

    private final ScriptedControl control = new ScriptedControl();
    private final AtomicReference<Explained> explained =
            new AtomicReference<>(new Explained(List.of(), List.of(), List.of()));
    private final ScriptedGuests guests = new ScriptedGuests();
    private final Path directory;
    private final UnixServer server;
    private final SystemSeams seams;

    /** Open. */
    public World() {
        this(new NoEngine(), new Standing());
    }

    /** Open, with an engine beside it and its clock. */
    public World(EngineLink engine) {
        this(engine, new Running());
    }

    private World(EngineLink engine, Time time) {
        try {
            directory = Files.createTempDirectory("skep");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server = UnixServer.at(socket());
        seams = new SystemSeams(directory.resolve("disk"), 1);
        var site =
                new Site(
                        MACHINE,
                        time,
                        seams.loop("door"),
                        (view, task, now) -> explained.get(),
                        accept ->
                                new Metrics.Page(
                                        "text/plain", accept.getBytes(StandardCharsets.UTF_8)));
        server.listen(Pages.of(control, guests, engine, site), engine);
    }

    private static final class Running implements Time {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    }

    private static final class Standing implements Time {
        @Override
        public Instant now() {
            return ScriptedControl.THEN;
        }

        @Override
        public long nanos() {
            return 0;
        }
    }

    /** What is said of every task from now on. */
    public void explain(Explained all) {
        explained.set(all);
    }

    /** The cluster behind it. */
    public ScriptedControl control() {
        return control;
    }

    /** The containers on the cluster's networks. */
    public ScriptedGuests guests() {
        return guests;
    }

    /** Where it listens. */
    public Path socket() {
        return directory.resolve("skep.sock");
    }

    /** A new client. */
    public Browser browser() {
        return Browser.to(socket());
    }

    /** Asks on a new connection. */
    public Browser.Answer ask(String method, String uri, String json) {
        try (var browser = browser()) {
            return browser.ask(method, uri, json);
        }
    }

    /** Asks on a new connection. */
    public Browser.Answer get(String uri) {
        return ask("GET", uri, "");
    }

    @Override
    public void close() {
        server.stop(Duration.ofSeconds(1)).toCompletableFuture().join();
        seams.close();
        try {
            Files.delete(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
