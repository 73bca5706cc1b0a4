package io.skep.itests.history;

import io.skep.itests.history.Operation.Outcome;
import io.skep.itests.history.Operation.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a store can do wrong, done to a sample; not every sample has a place for every flaw. */
enum Flaw {
    /** A read shows what was overwritten before it was asked for. */
    STALE_READ(Flaw::staleRead),
    /** A write that was acknowledged, and seen, is not there. */
    LOST_WRITE(Flaw::lostWrite),
    /** A write happens once more when another has replaced it. */
    APPLIED_TWICE(Flaw::appliedTwice),
    /** Of two writes one after the other, the later one is ordered first. */
    SWAPPED_ORDER(Flaw::swappedOrder),
    /** A read shows what nobody wrote. */
    PHANTOM_VALUE(Flaw::phantomValue),
    /** Two swaps of one value both succeed, on different replicas. */
    SPLIT_BRAIN(Flaw::splitBrain);

    private final Function<Sample, Optional<Sample>> deed;

    Flaw(Function<Sample, Optional<Sample>> deed) {
        this.deed = deed;
    }

    Optional<Sample> in(Sample sample) {
        return deed.apply(sample);
    }

    /** A write that was replaced, by which one, and a read that was asked for afterwards. */
    private record Place(Operation write, Operation by, Operation read) {}

    private static Optional<Place> place(Sample sample) {
        return pairs(sample).stream()
                .flatMap(
                        pair ->
                                reads(sample, read -> pair.by().before(read), pair.write().key())
                                        .stream()
                                        .map(read -> new Place(pair.write(), pair.by(), read)))
                .findFirst();
    }

    private static List<Operation> reads(Sample sample, Predicate<Operation> which, String key) {
        return sample.history().stream()
                .filter(it -> it.verb() == Verb.READ && it.outcome() == Outcome.DONE)
                .filter(it -> it.key().equals(key))
                .filter(which)
                .toList();
    }

    private record Pair(Operation write, Operation by) {}

    /** Acknowledged writes of one key, one after the other. */
    private static List<Pair> pairs(Sample sample) {
        var writes = sample.history().stream().filter(Operation::wrote).toList();
        return writes.stream()
                .flatMap(
                        write ->
                                writes.stream()
                                        .filter(by -> by.key().equals(write.key()))
                                        .filter(write::before)
                                        .map(by -> new Pair(write, by)))
                .toList();
    }

    private static Optional<Sample> staleRead(Sample sample) {
        return place(sample)
                .map(
                        it ->
                                replace(
                                        sample,
                                        it.read(),
                                        told(
                                                it.read(),
                                                it.write().value(),
                                                it.write().revision())));
    }

    private static Optional<Sample> lostWrite(Sample sample) {
        return sample.history().stream()
                .filter(Operation::wrote)
                .filter(write -> followsSurely(sample, write))
                .flatMap(
                        write ->
                                reads(sample, write::before, write.key()).stream()
                                        .filter(read -> read.value().equals(write.value()))
                                        .map(read -> new Pair(write, read)))
                .findFirst()
                .map(it -> without(sample, it.write()));
    }

    /** Whether what it replaced cannot be ordered after it, whoever looks. */
    private static boolean followsSurely(Sample sample, Operation write) {
        var replaced = replaced(sample.replicas().get(0), write);
        return replaced.isEmpty()
                || sample.history().stream()
                        .anyMatch(
                                it ->
                                        it.value().equals(replaced)
                                                && it.wrote()
                                                && it.before(write));
    }

    private static String replaced(List<Applied> log, Operation write) {
        return log.stream()
                .filter(it -> it.revision() < write.revision())
                .filter(it -> it.key().equals(write.key()))
                .reduce((one, later) -> later)
                .map(Applied::value)
                .orElse("");
    }

    /** As if it had never been applied: readers see what was there before. */
    private static Sample without(Sample sample, Operation write) {
        var log =
                sample.replicas().get(0).stream()
                        .filter(it -> it.revision() != write.revision())
                        .toList();
        var before = replaced(log, write);
        var history =
                sample.history().stream()
                        .map(
                                it ->
                                        it.verb() == Verb.READ && it.value().equals(write.value())
                                                ? told(it, before, it.revision())
                                                : it)
                        .toList();
        return new Sample(history, List.of(log, log, log));
    }

    private static Optional<Sample> appliedTwice(Sample sample) {
        return place(sample).map(it -> again(sample, it));
    }

    /** It comes once more at the end, and a last read sees it. */
    private static Sample again(Sample sample, Place at) {
        var log = new ArrayList<>(sample.replicas().get(0));
        var last = log.get(log.size() - 1).revision() + 1;
        log.add(new Applied(last, at.write().key(), at.write().value()));
        var history = new ArrayList<>(sample.history());
        var late =
                history.stream()
                                .mapToLong(Operation::returned)
                                .filter(time -> time != Operation.NEVER)
                                .max()
                                .orElseThrow()
                        + 1;
        history.add(
                new Operation(
                        at.write().key(),
                        Verb.READ,
                        "",
                        at.write().value(),
                        Outcome.DONE,
                        last,
                        late,
                        late + 1));
        return new Sample(history, List.of(log, log, log));
    }

    private static Optional<Sample> swappedOrder(Sample sample) {
        return pairs(sample).stream().findFirst().map(it -> swapped(sample, it));
    }

    private static Sample swapped(Sample sample, Pair pair) {
        var first = pair.write().revision();
        var second = pair.by().revision();
        var log = new ArrayList<>(sample.replicas().get(0));
        var one = log.get((int) first - 1);
        var other = log.get((int) second - 1);
        log.set((int) first - 1, new Applied(first, other.key(), other.value()));
        log.set((int) second - 1, new Applied(second, one.key(), one.value()));
        var turned =
                replace(sample, pair.write(), told(pair.write(), pair.write().value(), second));
        return new Sample(
                replace(turned, pair.by(), told(pair.by(), pair.by().value(), first)).history(),
                List.of(log, log, log));
    }

    private static Optional<Sample> phantomValue(Sample sample) {
        return sample.history().stream()
                .filter(it -> it.verb() == Verb.READ && it.outcome() == Outcome.DONE)
                .findFirst()
                .map(it -> replace(sample, it, told(it, "of nobody", it.revision())));
    }

    private static Optional<Sample> splitBrain(Sample sample) {
        return sample.history().stream()
                .filter(it -> it.verb() == Verb.SWAP && it.outcome() == Outcome.DONE)
                .findFirst()
                .map(it -> split(sample, it));
    }

    private static Sample split(Sample sample, Operation swap) {
        var twin =
                new Operation(
                        swap.key(),
                        Verb.SWAP,
                        swap.expected(),
                        swap.value() + "-there",
                        Outcome.DONE,
                        swap.revision(),
                        swap.invoked(),
                        swap.returned());
        var history = new ArrayList<>(sample.history());
        history.add(twin);
        var there = new ArrayList<>(sample.replicas().get(0));
        there.set(
                (int) swap.revision() - 1, new Applied(swap.revision(), twin.key(), twin.value()));
        var here = sample.replicas().get(0);
        return new Sample(history, List.of(here, here, there));
    }

    private static Operation told(Operation it, String value, long revision) {
        return new Operation(
                it.key(),
                it.verb(),
                it.expected(),
                value,
                it.outcome(),
                revision,
                it.invoked(),
                it.returned());
    }

    private static Sample replace(Sample sample, Operation old, Operation fresh) {
        return new Sample(
                sample.history().stream().map(it -> it == old ? fresh : it).toList(),
                sample.replicas());
    }
}
