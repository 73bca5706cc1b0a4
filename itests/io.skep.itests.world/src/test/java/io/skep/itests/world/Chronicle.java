package io.skep.itests.world;

import io.skep.model.Change;
import io.skep.model.State;
import io.skep.model.View;
import io.skep.store.Commit;
import io.skep.store.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Everything that was ever committed. A manager that comes again tells it anew: what it tells must
 * be what was told before, so no committed write is lost and equal indices have equal states.
 */
final class Chronicle implements Watcher {

    private final Blame blame;
    private final SortedMap<Long, Commit> commits = new TreeMap<>();
    private final List<Consumer<Commit>> checks = new ArrayList<>();

    Chronicle(Blame blame) {
        this.blame = blame;
    }

    /** Checks each new commit. */
    void check(Consumer<Commit> check) {
        checks.add(check);
    }

    /** The newest state that was committed. */
    State newest() {
        return commits.isEmpty() ? State.EMPTY : (State) commits.get(commits.lastKey()).after();
    }

    List<Commit> commits() {
        return List.copyOf(commits.values());
    }

    @Override
    public void commit(Commit commit) {
        var index = commit.stamp().index();
        var known = commits.get(index);
        if (known != null) {
            blame.unless(
                    known.changes().equals(commit.changes())
                            && known.stamp().equals(commit.stamp()),
                    () -> "commit " + index + " became another one: " + commit);
            return;
        }
        blame.unless(
                commits.isEmpty() && index == 1
                        || !commits.isEmpty() && index == commits.lastKey() + 1,
                () -> "commit " + index + " does not follow " + newest().index());
        commits.put(index, commit);
        checks.forEach(check -> check.accept(commit));
    }

    @Override
    public void lagged(View now) {
        if (now.index() == 0) {
            return; // a store that is not open yet, or no more
        }
        var known = commits.get(now.index());
        blame.unless(
                known != null && same(known.after(), now),
                () -> "the state at " + now.index() + " differs from the one committed");
    }

    /** Whether two views show the same. */
    static boolean same(View a, View b) {
        return a.index() == b.index() && a.cluster().equals(b.cluster()) && rows(a).equals(rows(b));
    }

    private static List<Object> rows(View view) {
        return Stream.<Iterable<?>>of(
                        view.nodes(),
                        view.services(),
                        view.tasks(),
                        view.networks(),
                        view.secrets(),
                        view.configs())
                .flatMap(table -> java.util.stream.StreamSupport.stream(table.spliterator(), false))
                .filter(Objects::nonNull)
                .map(Object.class::cast)
                .toList();
    }

    /** The changes of all commits, for people. */
    Stream<Change> changes() {
        return commits.values().stream().flatMap(commit -> commit.changes().stream());
    }
}
