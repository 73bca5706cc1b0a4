package io.skep.itests.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;

/** Whether what clients were told, and what replicas have, can be true of one store. */
public final class Judge {

    private final Duration patience;

    /** Who gives a key this long at most; a key that takes longer is at fault. */
    public Judge(Duration patience) {
        this.patience = patience;
    }

    /** With five minutes for a key. */
    public Judge() {
        this(Duration.ofMinutes(5));
    }

    /** What is wrong with a history, with nothing but what clients saw; empty when nothing is. */
    public List<String> faults(List<Operation> history) {
        var faults = new ArrayList<>(new Order(history).faults());
        var keys = new TreeMap<String, List<Operation>>();
        history.forEach(it -> keys.computeIfAbsent(it.key(), key -> new ArrayList<>()).add(it));
        keys.forEach(
                (key, operations) ->
                        new Search(operations, patience)
                                .fault()
                                .ifPresent(fault -> faults.add("key " + key + ": " + fault)));
        return List.copyOf(faults);
    }

    /**
     * The same, and whether it agrees with what the replicas applied.
     *
     * @param replicas what each has applied, in its order, after all have caught up
     */
    public List<String> faults(List<Operation> history, List<List<Applied>> replicas) {
        var faults = new ArrayList<>(new Replay(history, replicas).faults());
        faults.addAll(faults(placed(history, replicas.get(0))));
        return List.copyOf(faults);
    }

    /** Where the writes without an answer are, if they happened. */
    private static List<Operation> placed(List<Operation> history, List<Applied> log) {
        var places = new HashMap<String, Long>();
        log.forEach(it -> places.put(it.key() + "=" + it.value(), it.revision()));
        return history.stream()
                .map(
                        it ->
                                it.mayHaveWritten() && it.revision() == 0
                                        ? it.at(
                                                places.getOrDefault(
                                                        it.key() + "=" + it.value(), 0L))
                                        : it)
                .toList();
    }
}
