package io.skep.dockerapi.internal;

import io.skep.control.Control;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.engine.LocalEngine;
import io.skep.dockerapi.internal.engine.NoEngine;
import io.skep.dockerapi.internal.http.UnixServer;
import io.skep.dockerapi.internal.page.Machine;
import io.skep.dockerapi.internal.page.Pages;
import io.skep.seam.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** The open door: server, pages and the link to a local engine. */
final class Door {

    private final UnixServer server;
    private final Runnable unlink;

    private Door(UnixServer server, Runnable unlink) {
        this.server = server;
        this.unlink = unlink;
    }

    /**
     * Opens it. Blocks until it is open.
     *
     * @param engine where the engine listens; empty for none
     */
    static Door open(Path path, String engine, Control control, Time time) {
        var server = UnixServer.at(path);
        try {
            return engine.isEmpty()
                    ? open(server, new NoEngine(), () -> {}, control, time)
                    : linked(server, engine, control, time);
        } catch (RuntimeException failure) {
            server.stop(Duration.ZERO);
            throw failure;
        }
    }

    private static Door linked(UnixServer server, String engine, Control control, Time time) {
        var link = new LocalEngine(engine, server.loops());
        link.start();
        return open(server, link, link::close, control, time);
    }

    private static Door open(
            UnixServer server, EngineLink link, Runnable unlink, Control control, Time time) {
        server.listen(Pages.of(control, link, Machine.here(), time), link);
        return new Door(server, unlink);
    }

    CompletionStage<Void> close(Duration grace) {
        unlink.run();
        return server.stop(grace);
    }
}
