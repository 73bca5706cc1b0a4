package io.skep.itests.history;

import io.skep.itests.history.Operation.Outcome;
import io.skep.itests.history.Operation.Verb;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether the replicas have the same, and what clients were told follows from it. */
final class Replay {

    private final List<Operation> history;
    private final List<List<Applied>> replicas;
    private final List<Applied> log;
    private final Map<String, NavigableMap<Long, String>> values = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    Replay(List<Operation> history, List<List<Applied>> replicas) {
        this.history = history;
        this.replicas = replicas;
        this.log = replicas.get(0);
    }

    List<String> faults() {
        replicas.stream()
                .filter(other -> !other.equals(log))
                .forEach(other -> faults.add("replicas differ: " + difference(other)));
        ascends();
        log.forEach(
                it ->
                        values.computeIfAbsent(it.key(), key -> new TreeMap<>())
                                .put(it.revision(), it.value()));
        appliedOnce();
        history.forEach(this::told);
        return faults;
    }

    private String difference(List<Applied> other) {
        int at = 0;
        while (at < log.size() && at < other.size() && log.get(at).equals(other.get(at))) {
            at++;
        }
        return at(log, at) + " and " + at(other, at);
    }

    private static String at(List<Applied> some, int at) {
        return at < some.size() ? some.get(at).toString() : "nothing";
    }

    private void ascends() {
        long last = 0;
        for (var applied : log) {
            if (applied.revision() <= last) {
                faults.add("after revision " + last + " came " + applied);
            }
            last = applied.revision();
        }
    }

    /**
     * All that is there was asked for, by one who was not told that it failed, and is there once.
     */
    private void appliedOnce() {
        var writes =
                history.stream()
                        .filter(Operation::mayHaveWritten)
                        .collect(
                                Collectors.toMap(
                                        Replay::name, Function.identity(), (one, other) -> one));
        var seen = new HashMap<String, Applied>();
        for (var applied : log) {
            var name = applied.key() + "=" + applied.value();
            if (!writes.containsKey(name)) {
                faults.add("nobody wrote " + applied);
            }
            var before = seen.put(name, applied);
            if (before != null) {
                faults.add("applied twice: " + before + " and " + applied);
            }
        }
        writes.values().stream()
                .filter(Operation::wrote)
                .filter(it -> !seen.containsKey(name(it)))
                .forEach(it -> faults.add("lost: " + it));
        seen.forEach((name, applied) -> sameRevision(writes.get(name), applied));
        swapsFollow(writes, seen);
    }

    private void sameRevision(@Nullable Operation write, Applied applied) {
        if (write != null && write.revision() > 0 && write.revision() != applied.revision()) {
            faults.add("applied elsewhere: " + applied + " of " + write);
        }
    }

    /** What a swap replaced is what it demanded, also when its client never heard of it. */
    private void swapsFollow(Map<String, Operation> writes, Map<String, Applied> seen) {
        writes.values().stream()
                .filter(it -> it.verb() == Verb.SWAP && seen.containsKey(name(it)))
                .sorted(Comparator.comparing(Operation::invoked))
                .forEach(
                        it -> {
                            var found = before(it.key(), seen.get(name(it)).revision());
                            if (!found.equals(it.expected())) {
                                faults.add("a swap of " + found + ": " + it);
                            }
                        });
    }

    private void told(Operation operation) {
        if (operation.revision() == 0) {
            return;
        }
        var value = upTo(operation.key(), operation.revision());
        if (operation.verb() == Verb.READ && !value.equals(operation.value())) {
            faults.add("there was " + value + " for " + operation);
        }
        if (operation.outcome() == Outcome.REFUSED && value.equals(operation.expected())) {
            faults.add("refused though it was there: " + operation);
        }
    }

    private String before(String key, long revision) {
        return upTo(key, revision - 1);
    }

    private String upTo(String key, long revision) {
        var entry = values.getOrDefault(key, new TreeMap<>()).floorEntry(revision);
        return entry == null ? "" : entry.getValue();
    }

    private static String name(Operation operation) {
        return operation.key() + "=" + operation.value();
    }
}
