package io.skep.node.internal;

import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.Store;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether this node leads its cluster, as its store says. Belongs to its loop. */
final class Reign {

    private static final Logger log = LoggerFactory.getLogger(Reign.class);

    private final Loop loop;
    private final Runnable changed;
    private Optional<Store> store = Optional.empty();
    private Cancellable watch = () -> {};
    private boolean leads;

    /**
     * Nobody leads yet.
     *
     * @param changed called on the loop when that changes
     */
    Reign(Loop loop, Runnable changed) {
        this.loop = loop;
        this.changed = changed;
    }

    /** The store appeared. Called by any thread. */
    void attach(Store fresh) {
        loop.execute(
                () -> {
                    watch.cancel();
                    store = Optional.of(fresh);
                    watch = fresh.onLeadership(loop, this::lead);
                });
    }

    /** The store goes; without effect when another one came before. Called by any thread. */
    void detach(Store gone) {
        loop.execute(
                () -> {
                    if (store.filter(current -> current == gone).isPresent()) {
                        watch.cancel();
                        store = Optional.empty();
                        lead(false);
                    }
                });
    }

    private void lead(boolean now) {
        if (now != leads) {
            leads = now;
            log.info("node: {}", now ? "leads the cluster" : "does not lead the cluster any more");
            changed.run();
        }
    }

    boolean leads() {
        return leads;
    }

    void close() {
        watch.cancel();
    }
}
