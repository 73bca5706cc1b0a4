package io.skep.dockerapi.internal;

import io.skep.control.Control;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.engine.LocalEngine;
import io.skep.dockerapi.internal.engine.NoEngine;
import io.skep.dockerapi.internal.http.UnixServer;
import io.skep.dockerapi.internal.page.OffLoop;
import io.skep.dockerapi.internal.page.Pages;
import io.skep.dockerapi.internal.page.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** The open door: server, pages and the link to a local engine. */
final class Door {

    private final UnixServer server;
    private final Runnable unlink;
    private final Site site;

    private Door(UnixServer server, Runnable unlink, Site site) {
        this.server = server;
        this.unlink = unlink;
        this.site = site;
    }

    /**
     * Opens it. Blocks until it is open.
     *
     * @param engine where the engine listens; empty for none
     */
    static Door open(Path path, String engine, Control control, Site site) {
        var server = UnixServer.at(path);
        try {
            return engine.isEmpty()
                    ? open(server, new NoEngine(), () -> {}, control, site)
                    : linked(server, engine, control, site);
        } catch (RuntimeException failure) {
            server.stop(Duration.ZERO);
            throw failure;
        }
    }

    private static Door linked(UnixServer server, String engine, Control control, Site site) {
        var link = new LocalEngine(engine, server.loops());
        link.start();
        return open(server, link, link::close, control, site);
    }

    private static Door open(
            UnixServer server, EngineLink link, Runnable unlink, Control control, Site site) {
        server.listen(Pages.of(new OffLoop(control, server.loops()), link, site), link);
        return new Door(server, unlink, site);
    }

    CompletionStage<Void> close(Duration grace) {
        unlink.run();
        site.loop().close();
        return server.stop(grace);
    }
}
