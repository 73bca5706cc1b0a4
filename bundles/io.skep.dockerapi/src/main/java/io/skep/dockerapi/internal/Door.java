package io.skep.dockerapi.internal;

import io.skep.control.Control;
import io.skep.control.Guests;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.engine.LocalEngine;
import io.skep.dockerapi.internal.engine.NoEngine;
import io.skep.dockerapi.internal.guest.Caretaker;
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
    private final EngineLink link;
    private final Site site;

    private Door(UnixServer server, EngineLink link, Site site) {
        this.server = server;
        this.link = link;
        this.site = site;
    }

    /**
     * Where it is.
     *
     * @param addresses where it listens
     * @param proof the folder with what it shows on TCP, and whom it believes there
     * @param engine where the engine listens; empty for none
     */
    record Entrance(ApiAddresses addresses, Path proof, String engine) {}

    /**
     * Opens it. Blocks until it is open.
     *
     * @param entrance where it listens, and for whom
     */
    static Door open(Entrance entrance, Control control, Guests guests, Site site) {
        var server = UnixServer.at(entrance.addresses().socket());
        try {
            var link = link(entrance.engine(), server);
            var cluster = new OffLoop(control, server.loops());
            server.listen(Pages.of(cluster, guests, link, site), link);
            if (!entrance.addresses().tcp().isEmpty()) {
                server.listen(
                        role -> Pages.of(role, cluster, guests, link, site),
                        link,
                        entrance.addresses().tcp(),
                        entrance.proof());
            }
            new Caretaker(link, guests, site.loop()).begin();
            return new Door(server, link, site);
        } catch (RuntimeException failure) {
            server.stop(Duration.ZERO);
            throw failure;
        }
    }

    private static EngineLink link(String engine, UnixServer server) {
        if (engine.isEmpty()) {
            return new NoEngine();
        }
        var link = new LocalEngine(engine, server.loops());
        link.start();
        return link;
    }

    CompletionStage<Void> close(Duration grace) {
        if (link instanceof LocalEngine local) {
            local.close();
        }
        site.loop().close();
        return server.stop(grace);
    }
}
