package io.skep.itests.quorum;

import io.skep.itests.history.Applied;
import io.skep.model.Change;
import io.skep.model.View;
import io.skep.model.spec.ConfigSpec;
import io.skep.store.Commit;
import io.skep.store.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;

/** What managers apply at each index, however often they do, and whether it is always the same. */
final class Ledger {

    private final SortedMap<Long, List<Applied>> all = new ConcurrentSkipListMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    /** Writes down what this one applies. */
    Watcher of(String manager) {
        return new Watcher() {
            @Override
            public void commit(Commit commit) {
                applies(manager, commit);
            }

            @Override
            public void lagged(View now) {
                // it got a snapshot: what is in it others have applied one by one
            }
        };
    }

    private void applies(String manager, Commit commit) {
        var index = commit.stamp().index();
        var applied =
                commit.changes().stream()
                        .filter(Change.Put.class::isInstance)
                        .map(Change.Put.class::cast)
                        .filter(put -> put.value() instanceof ConfigSpec)
                        .map(put -> applied(index, put))
                        .filter(it -> !it.value().isEmpty())
                        .toList();
        var before = all.putIfAbsent(index, applied);
        if (before != null && !before.equals(applied)) {
            faults.add(manager + " applied " + applied + ", another " + before);
        }
    }

    private static Applied applied(long index, Change.Put put) {
        return new Applied(index, put.id(), Samples.value((ConfigSpec) put.value()));
    }

    /** What was applied, in order. */
    List<Applied> log() {
        var log = new ArrayList<Applied>();
        all.values().forEach(log::addAll);
        return log;
    }

    /** Where two managers differ. */
    List<String> faults() {
        return List.copyOf(faults);
    }
}
