package io.skep.tck.consensus.memory;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import io.skep.consensus.Consensus;
import io.skep.consensus.ConsensusException;
import io.skep.consensus.ConsensusException.Reason;
import io.skep.consensus.ConsensusSink;
import io.skep.consensus.Member;
import io.skep.consensus.Role;
import io.skep.lifecycle.Handover;
import io.skep.lifecycle.PlugContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One member of a {@link MemoryGroup}. Everything happens on its host's loop. */
public final class MemoryConsensus implements Consensus {

    private enum State {
        DORMANT,
        WORKING,
        QUIET,
        CLOSED
    }

    private record Said(Role role, long term, String leader) {}

    private final MemoryGroup group;
    private final PlugContext<ConsensusSink> context;
    private final String id;
    private final Feed feed;
    private final Deque<Proposal> underWay = new ArrayDeque<>();
    private final List<CompletableFuture<?>> unanswered = new ArrayList<>();
    private final List<CompletableFuture<Void>> quiet = new ArrayList<>();
    private State state = State.DORMANT;
    private Said said = new Said(Role.FOLLOWER, -1, "");
    private List<Member> told = List.of();

    MemoryConsensus(MemoryGroup group, PlugContext<ConsensusSink> context) {
        this.group = group;
        this.context = context;
        this.id = context.settings().getOrDefault(MEMBER_ID, "");
        this.feed = new Feed(group, context, this::caughtUp);
    }

    @Override
    public CompletionStage<Void> activate(long epoch, Optional<Handover> handover) {
        return resume(epoch);
    }

    @Override
    public CompletionStage<Void> quiesce(Duration grace) {
        if (state != State.WORKING) {
            return completedFuture(null);
        }
        state = State.QUIET;
        feed.pause();
        var done = new CompletableFuture<Void>();
        quiet.add(done);
        poke();
        return done;
    }

    @Override
    public Optional<Handover> handover() {
        return Optional.empty();
    }

    @Override
    public CompletionStage<Void> resume(long epoch) {
        if (state == State.CLOSED) {
            return failedFuture(failure(Reason.CLOSED, "is closed"));
        }
        state = State.WORKING;
        group.attach(this, founders());
        later(Duration.ZERO, this::begin);
        return completedFuture(null);
    }

    @Override
    public CompletionStage<Void> close() {
        dropped();
        group.detach(this);
        var closed = failure(Reason.CLOSED, "is closed");
        List.copyOf(unanswered).forEach(answer -> answer.completeExceptionally(closed));
        quiet.forEach(waiting -> waiting.complete(null));
        return completedFuture(null);
    }

    @Override
    public CompletionStage<Long> propose(byte[] entry, Duration timeout) {
        if (entry.length > MAX_ENTRY_BYTES) {
            throw new IllegalArgumentException("entry has " + entry.length + " bytes");
        }
        var refusal = refusal();
        if (refusal.isPresent()) {
            return failedFuture(refusal.get());
        }
        var fate = group.fate();
        if (fate == Fate.OVERLOADED) {
            return failedFuture(failure(Reason.OVERLOADED, "has too much to do"));
        }
        var bytes = Arrays.copyOf(entry, entry.length);
        var proposal = new Proposal(bytes, fate, new CompletableFuture<>());
        underWay.add(proposal);
        limit(proposal.answer(), timeout);
        var half = group.drawDelay().dividedBy(2);
        later(half, () -> commit(half));
        return proposal.answer();
    }

    @Override
    public CompletionStage<Long> readBarrier(Duration timeout) {
        if (state != State.WORKING) {
            return failedFuture(failure(Reason.CLOSED, "does not work now"));
        }
        var answer = new CompletableFuture<Long>();
        limit(answer, timeout);
        later(
                group.drawDelay(),
                () -> {
                    if (!group.leader().isEmpty() && group.reaches(this)) {
                        answer.complete(group.lastEntry());
                    }
                });
        return answer;
    }

    @Override
    public List<Member> members() {
        return group.members();
    }

    @Override
    public CompletionStage<Void> changeMembers(List<Member> members, Duration timeout) {
        var refusal = refusal();
        if (refusal.isPresent()) {
            return failedFuture(refusal.get());
        }
        group.change(List.copyOf(members));
        return completedFuture(null);
    }

    @Override
    public CompletionStage<Void> transferLeadership(String to, Duration timeout) {
        var refusal = refusal();
        if (refusal.isPresent()) {
            return failedFuture(refusal.get());
        }
        var successor = group.candidate(to);
        if (successor.isEmpty()) {
            var answer = new CompletableFuture<Void>();
            limit(answer, timeout);
            return answer;
        }
        successor.filter(plug -> plug != this).ifPresent(group::transfer);
        return completedFuture(null);
    }

    @Override
    public CompletionStage<Void> compact() {
        return state == State.WORKING
                ? feed.save()
                : failedFuture(failure(Reason.CLOSED, "does not work now"));
    }

    // what follows is for the group

    String id() {
        return id;
    }

    /** Something happened in the group. */
    void poke() {
        later(Duration.ZERO, this::look);
    }

    void later(Duration delay, Runnable step) {
        if (delay.isZero()) {
            context.loop().execute(step);
        } else {
            context.loop().schedule(delay, step);
        }
    }

    /** It leads no more: what is under way may have been committed or not. */
    void deposed() {
        var lost = failure(Reason.TIMED_OUT, "lost leadership");
        leaveBehind().forEach(proposal -> proposal.answer().completeExceptionally(lost));
    }

    /** Its process is gone. */
    void dropped() {
        state = State.CLOSED;
        feed.pause();
        leaveBehind();
    }

    private List<Proposal> leaveBehind() {
        var left = List.copyOf(underWay);
        underWay.clear();
        left.stream()
                .filter(proposal -> proposal.fate() == Fate.COMMITTED_UNHEARD)
                .forEach(proposal -> group.append(proposal.bytes()));
        return left;
    }

    private void commit(Duration untilHeard) {
        var proposal = underWay.poll();
        if (proposal == null) {
            return;
        }
        poke();
        if (proposal.fate() == Fate.LOST) {
            return;
        }
        var index = group.append(proposal.bytes());
        if (proposal.fate() == Fate.COMMITTED) {
            later(untilHeard, () -> proposal.answer().complete(index));
        }
    }

    private void look() {
        if (state == State.CLOSED || feed.broken()) {
            return;
        }
        tellMembers();
        if (!group.isLedBy(this)) {
            follow();
        }
        if (group.reaches(this)) {
            feed.turn();
        }
        becomeQuiet();
    }

    private void begin() {
        tellMembers();
        feed.go();
    }

    private void tellMembers() {
        if (state == State.WORKING && group.reaches(this) && !told.equals(group.members())) {
            told = group.members();
            context.sink().members(told);
        }
    }

    private void follow() {
        var leader = group.reaches(this) ? group.leader() : "";
        say(new Said(leader.isEmpty() ? Role.CANDIDATE : Role.FOLLOWER, group.term(), leader));
    }

    private void caughtUp() {
        if (state == State.WORKING && group.isLedBy(this)) {
            say(new Said(Role.LEADER, group.term(), id));
        }
        becomeQuiet();
    }

    private void becomeQuiet() {
        if (state == State.QUIET && underWay.isEmpty() && unanswered.isEmpty() && !feed.busy()) {
            quiet.forEach(waiting -> waiting.complete(null));
            quiet.clear();
        }
    }

    private void say(Said now) {
        if (state == State.WORKING && !now.equals(said)) {
            said = now;
            context.sink().role(now.role(), now.term(), now.leader());
        }
    }

    private Optional<ConsensusException> refusal() {
        if (state != State.WORKING || feed.broken()) {
            return Optional.of(failure(Reason.CLOSED, "does not work now"));
        }
        return group.isLedBy(this) && said.role() == Role.LEADER && said.term() == group.term()
                ? Optional.empty()
                : Optional.of(failure(Reason.NOT_LEADER, "does not lead"));
    }

    private <T> void limit(CompletableFuture<T> answer, Duration timeout) {
        var alarm =
                context.loop()
                        .schedule(
                                timeout,
                                () ->
                                        answer.completeExceptionally(
                                                failure(Reason.TIMED_OUT, "got no answer")));
        unanswered.add(answer);
        answer.whenComplete(
                (value, failure) -> {
                    alarm.cancel();
                    unanswered.remove(answer);
                    becomeQuiet();
                });
    }

    private ConsensusException failure(Reason reason, String what) {
        return new ConsensusException(reason, "member " + id + " " + what);
    }

    private List<Member> founders() {
        var address = context.settings().getOrDefault(MEMBER_ADDRESS, "");
        var named = context.settings().getOrDefault(MEMBERS, "");
        if (named.isEmpty()) {
            return List.of(new Member(id, address));
        }
        return Arrays.stream(named.split(","))
                .map(text -> text.split("=", 2))
                .map(parts -> new Member(parts[0], parts[1]))
                .sorted(Comparator.comparing(Member::id))
                .toList();
    }
}
