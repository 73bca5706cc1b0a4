package io.skep.dispatcher.internal.report;

import io.skep.model.Writer;
import io.skep.seam.Loop;
import io.skep.seam.Time;
import io.skep.store.Draft;
import io.skep.store.Store;
import io.skep.store.StoreException;
import io.skep.store.Stride;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes entries in order, many in one update. While an update is under way the next ones gather,
 * so that the first goes at once and a crowd costs few. Belongs to its loop.
 */
public final class Scribe {

    private static final Logger log = LoggerFactory.getLogger(Scribe.class);

    /** Below the store's limit of 200 changes and 1.5 MiB. Source: swarm-behaviour RA-4. */
    private static final int MAX_ENTRIES = 150;

    private static final int MAX_BYTES = 1024 * 1024;
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final Store store;
    private final Loop loop;
    private final Time time;
    private final Stride stride = new Stride(MAX_ENTRIES);
    private final Deque<Entry> queue = new ArrayDeque<>();
    private int limit = MAX_ENTRIES;
    private boolean writing;
    private boolean ended;

    /** Writes into that store. */
    public Scribe(Store store, Loop loop, Time time) {
        this.store = store;
        this.loop = loop;
        this.time = time;
    }

    /** Writes an entry soon. */
    public void add(Entry entry) {
        queue.add(entry);
        write();
    }

    /** Writes nothing more; what waits is dropped. */
    public void end() {
        ended = true;
        queue.clear();
    }

    private void write() {
        if (writing || ended || queue.isEmpty()) {
            return;
        }
        writing = true;
        var batch = batch();
        long sent = time.nanos();
        loop.on(store.update(Writer.DISPATCHER, draft -> written(batch, draft)))
                .whenComplete((count, failure) -> done(batch, sent, failure));
    }

    private static int written(List<Entry> batch, Draft draft) {
        batch.forEach(entry -> entry.write(draft));
        return batch.size();
    }

    private List<Entry> batch() {
        var batch = new ArrayList<Entry>();
        int bytes = 0;
        int most = Math.min(limit, stride.changes());
        while (!queue.isEmpty() && batch.size() < most) {
            var next = queue.element();
            bytes += next.bytes();
            if (bytes > MAX_BYTES && !batch.isEmpty()) {
                break;
            }
            batch.add(queue.remove());
        }
        return batch;
    }

    private void done(List<Entry> batch, long sent, @Nullable Throwable failure) {
        writing = false;
        if (ended) {
            return;
        }
        if (failure == null) {
            stride.took(batch.size(), Duration.ofNanos(time.nanos() - sent));
            limit = MAX_ENTRIES;
            batch.forEach(Entry::written);
            write();
        } else {
            refused(batch, failure);
        }
    }

    /** Entries say what is, so writing one again is harmless. */
    private void refused(List<Entry> batch, Throwable failure) {
        var tooLarge = reason(failure) == StoreException.Reason.TOO_LARGE;
        if (tooLarge && batch.size() == 1) {
            log.error("dispatcher: a status is too large for the store and is lost", failure);
            write();
            return;
        }
        log.debug("dispatcher: {} entries are not written yet", batch.size(), failure);
        for (int i = batch.size() - 1; i >= 0; i--) {
            queue.addFirst(batch.get(i));
        }
        if (tooLarge) {
            limit = Math.max(1, batch.size() / 2);
            write();
        } else {
            writing = true;
            loop.schedule(AGAIN, this::again);
        }
    }

    private void again() {
        writing = false;
        write();
    }

    private static StoreException.@Nullable Reason reason(Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof StoreException refused ? refused.reason() : null;
    }
}
