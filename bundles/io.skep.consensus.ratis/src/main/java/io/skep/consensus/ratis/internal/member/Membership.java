package io.skep.consensus.ratis.internal.member;

import io.skep.consensus.ConsensusException;
import io.skep.consensus.ConsensusException.Reason;
import io.skep.consensus.ConsensusSink;
import io.skep.consensus.Member;
import io.skep.consensus.ratis.internal.disk.DirectorySync;
import io.skep.consensus.ratis.internal.disk.SnapshotFiles;
import io.skep.consensus.ratis.internal.feed.Delivery;
import io.skep.consensus.ratis.internal.feed.Feed;
import io.skep.consensus.ratis.internal.machine.Configuration;
import io.skep.consensus.ratis.internal.machine.EntryMachine;
import io.skep.consensus.ratis.internal.machine.MachineEvents;
import io.skep.consensus.ratis.internal.machine.ProposedEntry;
import io.skep.consensus.ratis.internal.server.GroupServer;
import io.skep.consensus.ratis.internal.server.Identity;
import io.skep.consensus.ratis.internal.server.Refusals;
import io.skep.consensus.ratis.internal.wire.Wire;
import io.skep.lifecycle.PlugContext;
import io.skep.seam.Loop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member at work. It has a loop of its own, because Ratis' locks are waited for on it; everything
 * here happens on that loop. Its verbs may be called by any thread, and so may {@link
 * MachineEvents}.
 */
public final class Membership implements MachineEvents {

    private static final Logger log = LoggerFactory.getLogger(Membership.class);
    private static final Duration SNAPSHOT_PATIENCE = Duration.ofMinutes(5);

    private enum State {
        STARTING,
        WORKING,
        QUIET,
        BROKEN,
        CLOSED
    }

    private final PlugContext<ConsensusSink> context;
    private final Identity self;
    private final Loop loop;
    private final DirectorySync sync;
    private final SnapshotFiles snapshots = new SnapshotFiles();
    private final Delivery delivery;
    private final Roles roles;
    private final Answers answers;
    private final Circle circle;
    private final Vigil vigil;
    private final Inquiry inquiry;
    private final Wire wire;
    private final CompletionStage<GroupServer> started;
    private State state = State.STARTING;
    private Optional<GroupServer> server = Optional.empty();
    private Optional<Compaction> compaction = Optional.empty();

    /** Begins to start. */
    public Membership(PlugContext<ConsensusSink> context, Identity self, Wire wire) {
        this.context = context;
        this.self = self;
        loop = context.seams().loop("ratis-" + self.id());
        sync = GroupServer.sync(context.directory(), context.seams().time());
        delivery =
                new Delivery(
                        context.loop(),
                        context.sink(),
                        failure -> loop.execute(() -> refused(failure)),
                        () -> loop.execute(this::compactUnlessItDoes));
        roles = new Roles(context.sink(), self.id());
        roles.mute();
        answers = new Answers(loop, self.id());
        circle = new Circle(context.sink(), self.id(), self.founders());
        vigil = new Vigil(loop, sync, self.election(), this::stands, this::broken);
        inquiry = new Inquiry(loop, context.seams().workers());
        this.wire = wire;
        started = loop.on(context.seams().workers().run("ratis-start", this::start));
    }

    private GroupServer start() throws IOException {
        var machine = new EntryMachine(this, delivery, snapshots, sync);
        return GroupServer.start(self, context.directory(), machine, wire, sync);
    }

    /** Completes when it works. */
    public CompletionStage<Void> started() {
        return started.thenAccept(
                opened -> {
                    server = Optional.of(opened);
                    compaction = Optional.of(compactionOf(opened));
                    look(opened);
                    if (state == State.STARTING) {
                        state = State.WORKING;
                        roles.unmute();
                        vigil.begin();
                    }
                });
    }

    /** Ratis tells nobody when one that is no member hears of no leader any more. */
    private boolean stands() {
        var candidate = server.filter(GroupServer::isCandidate);
        candidate.ifPresent(without -> roles.leaderless(without.term()));
        candidate.filter(it -> !it.isMember()).ifPresent(inquiry::about);
        return candidate.filter(GroupServer::isMember).isPresent();
    }

    private Compaction compactionOf(GroupServer opened) {
        return new Compaction(loop, context.seams().workers(), context.sink(), snapshots, opened);
    }

    /** The members as last committed. */
    public List<Member> members() {
        return circle.members();
    }

    /** Answers another member. */
    public CompletionStage<byte[]> answer(byte[] message) {
        return wire.answer(message);
    }

    /** Proposes an entry that nobody changes. */
    public CompletionStage<Long> propose(byte[] entry, Duration timeout) {
        return asked(timeout, (working, answer) -> submit(working, entry, answer));
    }

    private void submit(GroupServer working, byte[] entry, CompletableFuture<Long> answer) {
        if (!roles.leads()) {
            answer.completeExceptionally(answers.failure(Reason.NOT_LEADER, "does not lead"));
            return;
        }
        var proposal = new ProposedEntry(entry);
        var reply = working.write(proposal);
        Function<Throwable, ConsensusException> words =
                proposal.isAppended() ? Refusals::ofAppended : Refusals::of;
        answers.forward(reply.thenApply(answered -> answered.getLogIndex()), words, answer);
    }

    /** The index a linearizable read waits for. */
    public CompletionStage<Long> readBarrier(Duration timeout) {
        return asked(
                timeout, (working, answer) -> roles.whenDecided(() -> barrier(working, answer)));
    }

    private void barrier(GroupServer working, CompletableFuture<Long> answer) {
        var seen = working.readIndex().thenCompose(delivery::reached);
        answers.forward(seen, Refusals::of, answer);
    }

    /** Makes the group exactly these members. */
    public CompletionStage<Void> change(List<Member> wanted, Duration timeout) {
        return asked(
                timeout,
                (working, answer) ->
                        answers.forward(changed(working, wanted), Refusals::of, answer));
    }

    /** Whoever hears that it is done sees it, and builds the next change upon it. */
    private CompletionStage<Void> changed(GroupServer working, List<Member> wanted) {
        return loop.on(working.change(wanted)).thenAccept(done -> look(working));
    }

    private void look(GroupServer working) {
        circle.become(working.configuration());
    }

    /** Hands leadership to a member. */
    public CompletionStage<Void> transfer(String to, Duration timeout) {
        return asked(
                timeout,
                (working, answer) ->
                        answers.forward(working.transfer(to, timeout), Refusals::of, answer));
    }

    /** Saves a snapshot and drops the log before it. */
    public CompletionStage<Void> compact() {
        return asked(
                SNAPSHOT_PATIENCE,
                (working, answer) -> answers.forward(save(), Refusals::of, answer));
    }

    private CompletionStage<Void> save() {
        delivery.with(Feed::forget);
        return compaction.orElseThrow().run();
    }

    /** Accepts nothing new; completes when everybody has an answer and the host the last batch. */
    public CompletionStage<Void> quiesce() {
        var quiet = new CompletableFuture<Void>();
        loop.execute(
                () -> {
                    if (state != State.WORKING) {
                        quiet.complete(null);
                        return;
                    }
                    state = State.QUIET;
                    roles.mute();
                    answers.whenNone(
                            () -> delivery.with(feed -> feed.pause(() -> quiet.complete(null))));
                });
        return quiet;
    }

    /** Works again after it was quiet. */
    public CompletionStage<Void> resume() {
        var working = new CompletableFuture<Void>();
        loop.execute(
                () -> {
                    if (state == State.QUIET) {
                        state = State.WORKING;
                        delivery.with(Feed::resume);
                        roles.unmute();
                    }
                    working.complete(null);
                });
        return working;
    }

    /** Ends it; completes when nothing is left. */
    public CompletionStage<Void> close() {
        var closed = new CompletableFuture<CompletionStage<Boolean>>();
        delivery.with(feed -> feed.pause(() -> {}));
        loop.execute(
                () -> {
                    state = State.CLOSED;
                    vigil.end();
                    roles.mute();
                    delivery.lift();
                    answers.end(Reason.CLOSED, "is closed");
                    closed.complete(
                            started.handle((opened, failure) -> Optional.ofNullable(opened))
                                    .thenCompose(this::stop));
                });
        return closed.thenCompose(ending -> ending).thenAccept(done -> {});
    }

    private CompletionStage<Boolean> stop(Optional<GroupServer> opened) {
        return context.seams()
                .workers()
                .run(
                        "ratis-stop",
                        () -> {
                            if (opened.isPresent()) {
                                opened.get().close();
                            }
                            wire.close();
                            loop.close();
                            return true;
                        });
    }

    @Override
    public void agreed(Configuration configuration) {
        loop.execute(
                () -> {
                    if (state != State.CLOSED) {
                        circle.become(configuration);
                    }
                });
    }

    @Override
    public void dismissed() {
        loop.execute(circle::leave);
        broken("it was let go");
    }

    @Override
    public void leads(long term) {
        try {
            // the term is durable before anything is proposed in it
            sync.sync();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        delivery.with(feed -> feed.reach(() -> loop.execute(() -> ready(term))));
    }

    private void ready(long term) {
        if (roles.isElected()) {
            roles.ready(term);
        }
    }

    @Override
    public void elected(String leader, long term) {
        loop.execute(() -> roles.elected(leader, term));
    }

    @Override
    public void canvasses() {
        loop.execute(vigil::canvassed);
    }

    @Override
    public void leaderless(long term) {
        loop.execute(() -> roles.leaderless(term));
    }

    @Override
    public void stopped() {
        loop.execute(() -> server.ifPresent(this::look));
        broken("Ratis stopped");
    }

    @Override
    public void broken(String why) {
        loop.execute(
                () -> {
                    if (state != State.CLOSED && state != State.BROKEN) {
                        state = State.BROKEN;
                        vigil.end();
                        roles.broken();
                        answers.end(Reason.CLOSED, why);
                        if (!circle.letSelfGo()) {
                            log.error("consensus member {}: cannot go on: {}", self.id(), why);
                            context.sink().broken(why);
                        }
                    }
                });
    }

    private void refused(Throwable failure) {
        if (state != State.CLOSED) {
            log.error("consensus member {}: its host failed", self.id(), failure);
            broken("its host failed");
        }
    }

    private void compactUnlessItDoes() {
        if (compaction.filter(running -> !running.isRunning()).isPresent()) {
            save().whenComplete(
                            (done, failure) -> {
                                if (failure != null) {
                                    log.warn("member {}: no snapshot", self.id(), failure);
                                }
                            });
        }
    }

    /** Something that is asked for while it works, with a deadline. */
    private <T> CompletionStage<T> asked(
            Duration timeout, BiConsumer<GroupServer, CompletableFuture<T>> verb) {
        var answer = new CompletableFuture<T>();
        loop.execute(
                () -> {
                    if (state != State.WORKING || server.isEmpty()) {
                        answer.completeExceptionally(
                                answers.failure(Reason.CLOSED, "does not work now"));
                        return;
                    }
                    answers.expect(answer, timeout);
                    verb.accept(server.get(), answer);
                });
        return answer;
    }
}
