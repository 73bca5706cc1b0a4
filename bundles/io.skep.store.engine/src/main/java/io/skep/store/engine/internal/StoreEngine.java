package io.skep.store.engine.internal;

import io.skep.consensus.Consensus;
import io.skep.consensus.ConsensusSink;
import io.skep.consensus.Entry;
import io.skep.consensus.Member;
import io.skep.consensus.Role;
import io.skep.lifecycle.DutyContext;
import io.skep.lifecycle.PlugException;
import io.skep.lifecycle.PlugRow;
import io.skep.lifecycle.Providers;
import io.skep.lifecycle.Socket;
import io.skep.model.Kind;
import io.skep.model.NodeId;
import io.skep.model.State;
import io.skep.model.View;
import io.skep.model.Writer;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.Commit;
import io.skep.store.Draft;
import io.skep.store.engine.internal.flow.Changes;
import io.skep.store.engine.internal.flow.Drafting;
import io.skep.store.engine.internal.flow.Failures;
import io.skep.store.engine.internal.flow.Fences;
import io.skep.store.engine.internal.flow.Ids;
import io.skep.store.engine.internal.flow.Inbox;
import io.skep.store.engine.internal.flow.Link;
import io.skep.store.engine.internal.flow.Pipeline;
import io.skep.store.engine.internal.flow.Reads;
import io.skep.store.engine.internal.machine.Machine;
import io.skep.store.engine.internal.machine.Step;
import io.skep.store.engine.internal.peer.Comparison;
import io.skep.store.engine.internal.peer.Era;
import io.skep.store.engine.internal.peer.Forms;
import io.skep.store.engine.internal.peer.Peers;
import io.skep.store.engine.internal.peer.Peers.Topic;
import io.skep.store.engine.internal.plug.ConsensusHost;
import io.skep.store.engine.internal.plug.Generation;
import io.skep.store.engine.internal.plug.Reopening;
import io.skep.store.engine.internal.seal.Seal;
import io.skep.store.engine.internal.snapshot.Archive;
import io.skep.store.engine.internal.watch.Feed;
import io.skep.store.engine.internal.watch.Standing;
import io.skep.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store while its duty works: the machine, the ways into it, and the socket of the consensus
 * plug. Owned by its loop; the public verbs may be called by any thread.
 */
public final class StoreEngine implements Replica.Listener, ConsensusHost.Listener, Peers.Desk {

    /** The contract it hosts, and the setting that names the plug of a new member. */
    public static final String CONTRACT = "consensus";

    private static final Logger log = LoggerFactory.getLogger(StoreEngine.class);
    private static final String FIRST_PLUG = "ratis";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DutyContext context;
    private final Providers<Consensus, ConsensusSink> providers;
    private final Feed feed;
    private final Standing standing;
    private final Loop loop;
    private final Inbox inbox;
    private final Machine machine = new Machine();
    private final Seal seal;
    private final Link link;
    private final Fences fences;
    private final Pipeline pipeline;
    private final Reads reads;
    private final Changes changes;
    private final Era era;
    private final Peers peers;
    private final Comparison comparison;
    private final Forms forms;
    private final Compaction compaction;
    private final Generation generation;
    private final ConsensusHost host;
    private final Socket<Consensus, ConsensusSink> socket;
    private final Reopening reopening;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private boolean leader;
    private long term;
    private boolean broken;
    // set by the thread that starts the duty, used by the one that stops it
    private final AtomicReference<Cancellable> served = new AtomicReference<>(() -> {});

    /**
     * A store that has not started.
     *
     * @param feed where the state is shown
     * @param standing where it is shown how this node stands among the others
     * @throws IllegalStateException when it is not known which plug keeps the data
     */
    public StoreEngine(
            DutyContext context,
            Providers<Consensus, ConsensusSink> providers,
            Feed feed,
            Standing standing,
            Transport transport) {
        this.context = context;
        this.providers = providers;
        this.feed = feed;
        this.standing = standing;
        var seams = context.seams();
        generation =
                Generation.current(seams.disk(CONTRACT), context.setting(CONTRACT, FIRST_PLUG));
        seal = new Seal(seams.disk("store"), seams.entropy());
        link = new Link(seal);
        loop = seams.loop("store");
        inbox = new Inbox(loop);
        var ids = new Ids(seams.entropy());
        var time = seams.time();
        fences = new Fences(loop, time, link, machine, ids);
        pipeline = new Pipeline(loop, link, machine, new Drafting(time, ids), fences);
        reads = new Reads(loop, link, machine);
        changes = new Changes(loop, link);
        era = new Era(context);
        peers = new Peers(transport, era, generation.number(), seal);
        comparison = new Comparison(loop, machine, peers, context.node().value(), this::breakOff);
        forms = new Forms(loop, peers, context.node(), pipeline::together);
        compaction = new Compaction(loop, link);
        var directory = context.directory().resolve(CONTRACT).resolve(generation.directory());
        var sink = new Replica(loop, new Archive(seams.workers(), seal), machine, peers, this);
        host = new ConsensusHost(context, loop, directory, sink, this);
        socket = new Socket<>(CONTRACT, loop, time, host);
        reopening =
                new Reopening(
                        loop, socket, () -> broken || inbox.closed() ? "" : generation.plug());
    }

    /** Begins; completes when the consensus plug works. */
    public CompletionStage<Void> start() {
        var wished = context.setting(CONTRACT, generation.plug());
        if (!wished.equals(generation.plug())) {
            log.warn("store: {} keeps the data; {} is ignored", generation.plug(), wished);
        }
        served.set(peers.serve(loop, this));
        providers.attach(socket);
        socket.want(generation.plug());
        loop.schedule(PATIENCE, this::miss);
        return started.handle((works, failure) -> failure == null ? started : halt(failure))
                .thenCompose(Function.identity());
    }

    private CompletionStage<Void> halt(Throwable why) {
        return stop(Duration.ofSeconds(5))
                .handle(
                        (done, failure) -> {
                            throw new PlugException("" + why.getMessage(), why);
                        });
    }

    /** A plug that is there may still read its log; the socket knows how long that may take. */
    private void miss() {
        if (rows().stream().noneMatch(row -> row.info().name().equals(generation.plug()))) {
            giveUp("consensus plug " + generation.plug() + " is missing");
        }
    }

    private void giveUp(String why) {
        started.completeExceptionally(new PlugException(why));
    }

    /** Ends; everything that waits is answered. */
    public CompletionStage<Void> stop(Duration grace) {
        inbox.close();
        providers.detach(socket);
        served.get().cancel();
        loop.execute(() -> host.within(grace));
        return socket.close()
                .thenRun(
                        () -> {
                            pipeline.close();
                            reads.drop("the store was closed");
                            standing.nothing();
                            feed.jump(State.EMPTY);
                            loop.close();
                        });
    }

    /** See {@link io.skep.store.Store#update}. */
    public <R> CompletionStage<R> update(Writer writer, Function<Draft, R> body) {
        return inbox.ask(result -> pipeline.submit(writer, body, result));
    }

    /** See {@link io.skep.store.Store#read}. */
    public CompletionStage<View> read() {
        return inbox.ask(reads::submit);
    }

    /** See {@link io.skep.store.Quorum#change}. */
    public CompletionStage<Void> change(SortedMap<NodeId, String> members, Duration patience) {
        return inbox.ask(result -> changes.change(members, patience, result));
    }

    /** See {@link io.skep.store.Quorum#transfer}. */
    public CompletionStage<Void> transfer(NodeId to, Duration patience) {
        return inbox.ask(result -> changes.transfer(to, patience, result));
    }

    /** See {@link io.skep.store.Store#compact}. */
    public CompletionStage<Void> compact() {
        return inbox.ask(
                result ->
                        link.compact()
                                .handle(
                                        (done, failure) ->
                                                failure == null
                                                        ? result.complete(null)
                                                        : result.completeExceptionally(
                                                                Failures.ofStore(failure))));
    }

    /** STO-5: the fingerprint of everything committed. On the loop. */
    String digest() {
        return machine.digest().toString();
    }

    /** The plug that keeps the data. Any thread. */
    public String wanted() {
        return generation.plug();
    }

    /** All consensus plugs there are. Any thread. */
    public List<PlugRow> rows() {
        return socket.rows();
    }

    @Override
    public void live(Consensus plug) {
        link.use(plug);
        started.complete(null);
        if (reopening.opened() && leader) {
            prepareToLead();
        }
    }

    @Override
    public void lost(String why) {
        log.warn("store: {} is not used any more: {}", generation.plug(), why);
        link.drop();
        leader = false;
        comparison.end();
        forms.end();
        standing.follows(Optional.empty());
        pipeline.lost();
        reads.drop("the consensus plug is gone: " + why);
    }

    @Override
    public void failed(String why) {
        if (!started.isDone()) {
            giveUp(why);
        } else if (!broken) {
            reopening.failed();
        }
    }

    @Override
    public void broke(String why) {
        reopening.broke(why, link.works());
    }

    @Override
    public void role(Role role, long now, String who) {
        if (leader && role == Role.LEADER && now == term) {
            return;
        }
        log.info(
                "store: is {} in term {}, leader is {}", role, now, who.isEmpty() ? "nobody" : who);
        leader = role == Role.LEADER;
        term = now;
        standing.term().set(now);
        comparison.end();
        forms.end();
        standing.follows(Optional.of(who).filter(it -> !leader && !it.isEmpty()).map(NodeId::new));
        pipeline.follow();
        if (leader && link.works()) {
            prepareToLead();
        }
    }

    @Override
    public void members(List<Member> committed) {
        var now = new TreeMap<NodeId, String>();
        committed.forEach(member -> now.put(new NodeId(member.id()), member.address()));
        standing.consists(now);
        peers.introduce(committed);
        forms.look();
    }

    @Override
    public CompletionStage<byte[]> answer(String from, Topic topic, byte[] message) {
        return switch (topic) {
            case PLUG -> link.answer(from, message);
            case DIGEST -> CompletableFuture.completedFuture(comparison.answer(message));
            case CONTRADICTION -> CompletableFuture.completedFuture(comparison.contradict(message));
            case FORMS -> CompletableFuture.completedFuture(Forms.answer());
        };
    }

    /** Whoever sees its own fence has applied everything that was committed before. */
    private void prepareToLead() {
        era.ensure();
        host.led();
        pipeline.prepare();
        fences.raise(
                () -> {
                    log.info(
                            "store: leads from commit {} on, digest {}",
                            machine.state().index(),
                            machine.digest());
                    standing.leads(context.node());
                    comparison.begin(() -> standing.members().now().keySet());
                    forms.begin(() -> standing.members().now().keySet());
                    pipeline.lead();
                });
    }

    @Override
    public void committed(List<Entry> batch) {
        if (broken) {
            throw new IllegalStateException("the store of this node is broken");
        }
        try {
            int transactions = batch.stream().mapToInt(this::apply).sum();
            reads.settle();
            compaction.count(transactions, machine.state());
        } catch (RuntimeException | Error failure) {
            breakOff(failure);
            throw failure;
        }
    }

    private int apply(Entry sealed) {
        var entry = new Entry(sealed.index(), sealed.term(), seal.open(sealed.bytes()));
        return machine.apply(entry, pipeline::awaited, this::applied);
    }

    private void applied(Step step) {
        step.commit().ifPresent(this::show);
        fences.saw(step.id());
        pipeline.settle();
    }

    private void show(Commit commit) {
        feed.show(commit);
        var touched = commit.changes().stream().anyMatch(it -> it.kind() == Kind.CLUSTER);
        if (touched) {
            commit.after().cluster().ifPresent(it -> generation.heed(CONTRACT, it.spec().value()));
            commit.after().cluster().ifPresent(it -> seal.lock(it.lockKey().size() > 0));
        }
    }

    /** A member that cannot follow must not guess: it steps aside, and its last view stays. */
    private void breakOff(Throwable failure) {
        log.error(
                "store: cannot apply what was agreed after entry {}; this member stops",
                machine.applied(),
                failure);
        broken = true;
        socket.want("");
    }

    @Override
    public void replaced() {
        feed.jump(machine.state());
        pipeline.settle();
        reads.settle();
    }

    @Override
    public void saved() {
        compaction.reset(machine.state());
    }
}
