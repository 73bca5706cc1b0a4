package io.skep.tck.consensus.memory;

import io.skep.consensus.Entry;
import io.skep.consensus.Member;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * A group's committed log and snapshot: what is on the disks of its members together. It outlives
 * their plugs: a crash is a plug that is dropped while the group is kept ({@link #crash}).
 *
 * <p>There is one log: members never disagree, they only lag. What can go wrong is said by the
 * verbs. Every delay passes on a member's loop. Not safe for use by several threads: call it on its
 * members' loop, or between steps of a simulation.
 */
public final class MemoryGroup {

    private static final byte[] NOTHING = {};
    private static final Comparator<Entry> BY_INDEX = Comparator.comparingLong(Entry::index);

    private final SortedMap<String, Member> members = new TreeMap<>();
    private final SortedSet<String> former = new TreeSet<>();
    private final SortedMap<String, MemoryConsensus> running = new TreeMap<>();
    private final SortedSet<String> isolated = new TreeSet<>();
    private final List<Entry> log = new ArrayList<>();
    private final Deque<Fate> next = new ArrayDeque<>();
    private Optional<Snapshot> snapshot = Optional.empty();
    private Supplier<Fate> fates = () -> Fate.COMMITTED;
    private Supplier<Duration> delay = () -> Duration.ZERO;
    private Supplier<Duration> election = () -> Duration.ZERO;
    private boolean electionsForbidden;
    private String leader = "";
    private long lastEntry;
    private long lastIndex;
    private long term;
    private long ballot;

    /** The fates of the next proposals, in order; later ones are committed. */
    public void next(Fate... coming) {
        next.addAll(List.of(coming));
    }

    /** From now on draws the fate of every proposal that {@link #next} does not speak of. */
    public void fates(Supplier<Fate> source) {
        fates = source;
    }

    /** From now on draws how long a proposal or a barrier takes. */
    public void delay(Supplier<Duration> source) {
        delay = source;
    }

    /** From now on draws how long an election takes. */
    public void election(Supplier<Duration> source) {
        election = source;
    }

    /** The leader steps down; an election follows. */
    public void loseLeadership() {
        depose();
        elect();
    }

    /** From now on nobody is elected. */
    public void forbidElections() {
        electionsForbidden = true;
    }

    /** From now on somebody is elected again when nobody leads. */
    public void allowElections() {
        electionsForbidden = false;
        elect();
    }

    /** A member's process is gone: its plug does nothing any more. Its disk is kept. */
    public void crash(String member) {
        var plug = running.get(member);
        if (plug != null) {
            detach(plug);
            plug.dropped();
        }
    }

    /** Cuts a member off: it hears of nothing, and does not count for a majority. */
    public void isolate(String member) {
        isolated.add(member);
        review(member);
    }

    /** Ends {@link #isolate}. */
    public void heal(String member) {
        isolated.remove(member);
        elect();
        running.values().forEach(MemoryConsensus::poke);
    }

    /**
     * Puts a foreign snapshot in the place of everything committed so far, and has all members
     * install it, as a leader does with members far behind.
     *
     * @param index at least {@link #lastIndex}
     */
    public void install(long index, byte[] bytes) {
        if (index < lastIndex) {
            throw new IllegalArgumentException("index " + index + " is below " + lastIndex);
        }
        lastIndex = index;
        lastEntry = index;
        saved(index, bytes);
        running.values().forEach(MemoryConsensus::poke);
    }

    /** Who leads; empty when nobody does. */
    public String leader() {
        return leader;
    }

    /** The term: how many elections there were. */
    public long term() {
        return term;
    }

    /** The highest index there is, also of the group's own entries. */
    public long lastIndex() {
        return lastIndex;
    }

    /** The highest index that hosts hear of. */
    public long lastEntry() {
        return lastEntry;
    }

    /** What is in the log behind the snapshot. */
    public List<Entry> entries() {
        return List.copyOf(log);
    }

    /** The last index in the snapshot; 0 when there is none. */
    public long snapshotIndex() {
        return snapshot.map(Snapshot::index).orElse(0L);
    }

    /** The members, in id order. */
    public List<Member> members() {
        return List.copyOf(members.values());
    }

    // what follows is for the plugs

    Optional<Snapshot> snapshot() {
        return snapshot;
    }

    Fate fate() {
        return next.isEmpty() ? fates.get() : next.remove();
    }

    Duration drawDelay() {
        return delay.get();
    }

    void attach(MemoryConsensus plug, List<Member> founders) {
        if (members.isEmpty()) {
            founders.forEach(founder -> members.put(founder.id(), founder));
        }
        if (running.put(plug.id(), plug) != plug) {
            // opened anew: it may be taken in again
            former.remove(plug.id());
        }
        elect();
    }

    void detach(MemoryConsensus plug) {
        if (running.remove(plug.id(), plug)) {
            review(plug.id());
        }
    }

    boolean reaches(MemoryConsensus plug) {
        return running.get(plug.id()) == plug && !isolated.contains(plug.id());
    }

    boolean isLedBy(MemoryConsensus plug) {
        return leader.equals(plug.id()) && reaches(plug);
    }

    long append(byte[] bytes) {
        lastIndex++;
        lastEntry = lastIndex;
        log.add(new Entry(lastIndex, term, bytes));
        running.values().forEach(MemoryConsensus::poke);
        return lastIndex;
    }

    List<Entry> after(long index, int most) {
        var found = Collections.binarySearch(log, new Entry(index, 0, NOTHING), BY_INDEX);
        var from = found < 0 ? -found - 1 : found + 1;
        return List.copyOf(log.subList(from, Math.min(log.size(), from + most)));
    }

    void saved(long index, byte[] bytes) {
        if (index > snapshotIndex()) {
            snapshot = Optional.of(new Snapshot(index, Arrays.copyOf(bytes, bytes.length)));
            log.removeIf(entry -> entry.index() <= index);
        }
    }

    void change(List<Member> wanted) {
        for (var member : wanted) {
            if (former.contains(member.id())) {
                throw new IllegalArgumentException("member " + member.id() + " left the group");
            }
        }
        former.addAll(members.keySet());
        members.clear();
        wanted.forEach(member -> former.remove(member.id()));
        wanted.forEach(member -> members.put(member.id(), member));
        lastIndex++;
        running.values().forEach(MemoryConsensus::poke);
        review(leader);
    }

    void transfer(MemoryConsensus to) {
        depose();
        become(to);
    }

    Optional<MemoryConsensus> candidate(String member) {
        return Optional.ofNullable(running.get(member)).filter(plug -> mayLead(member));
    }

    private boolean mayLead(String member) {
        return members.containsKey(member)
                && running.containsKey(member)
                && !isolated.contains(member);
    }

    /** After something happened to a member: without a majority nobody leads. */
    private void review(String member) {
        if (leader.equals(member) && !mayLead(member) || !majority()) {
            depose();
        }
        elect();
    }

    private boolean majority() {
        return 2 * members.keySet().stream().filter(this::mayLead).count() > members.size();
    }

    private void depose() {
        ballot++;
        var before = running.get(leader);
        leader = "";
        if (before != null) {
            before.deposed();
        }
        running.values().forEach(MemoryConsensus::poke);
    }

    private void elect() {
        if (electionsForbidden || !leader.isEmpty() || !majority()) {
            return;
        }
        var mine = ++ballot;
        var candidate = members.keySet().stream().filter(this::mayLead).findFirst();
        candidate
                .map(running::get)
                .ifPresent(
                        plug ->
                                plug.later(
                                        election.get(),
                                        () -> {
                                            if (mine == ballot && !electionsForbidden) {
                                                become(plug);
                                            }
                                        }));
    }

    private void become(MemoryConsensus plug) {
        if (running.get(plug.id()) != plug || !mayLead(plug.id())) {
            return;
        }
        leader = plug.id();
        term++;
        // a library's own entry: the reason for gaps
        lastIndex++;
        running.values().forEach(MemoryConsensus::poke);
    }
}
