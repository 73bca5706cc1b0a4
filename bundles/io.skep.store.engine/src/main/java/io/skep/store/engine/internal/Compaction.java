package io.skep.store.engine.internal;

import io.skep.model.Table;
import io.skep.model.View;
import io.skep.seam.Loop;
import io.skep.store.engine.internal.flow.Link;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the log compacted now and then: after so many entries as the cluster wants, or as there were
 * objects the last time, whichever is more. So a write pays for one object of a snapshot at most,
 * however many there are. Source: swarm-behaviour RA-2. Used on the store's loop.
 */
final class Compaction {

    private static final Logger log = LoggerFactory.getLogger(Compaction.class);
    private static final long INTERVAL = 10_000;

    private final Loop loop;
    private final Link link;
    private long entries;
    private long objects;
    private boolean busy;

    Compaction(Loop loop, Link link) {
        this.loop = loop;
        this.link = link;
    }

    /** So many entries came since. */
    void count(int more, View view) {
        entries += more;
        if (!busy && entries >= Math.max(interval(view), objects)) {
            reset(view);
            compact();
        }
    }

    /** The log was compacted. */
    void reset(View view) {
        entries = 0;
        objects = objects(view);
    }

    private static long objects(View view) {
        return Stream.of(
                        view.nodes(),
                        view.services(),
                        view.tasks(),
                        view.networks(),
                        view.secrets(),
                        view.configs())
                .mapToLong(Table::size)
                .sum();
    }

    private static long interval(View view) {
        return view.cluster()
                .map(cluster -> cluster.spec().value().raft().snapshotInterval())
                .filter(wanted -> wanted > 0)
                .orElse(INTERVAL);
    }

    private void compact() {
        busy = true;
        loop.on(link.compact())
                .whenComplete(
                        (done, failure) -> {
                            busy = false;
                            if (failure != null) {
                                log.warn("store: the log could not be compacted", failure);
                            }
                        });
    }
}
