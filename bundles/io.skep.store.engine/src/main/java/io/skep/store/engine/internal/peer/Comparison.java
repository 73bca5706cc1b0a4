package io.skep.store.engine.internal.peer;

import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.engine.internal.machine.Machine;
import java.time.Duration;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * C-14: whether all members made the same of the same entries. Who leads asks the others now and
 * then for their fingerprint at its own newest commit. Whoever differs from a majority must stop:
 * what it shows is wrong. Used on the store's loop.
 */
public final class Comparison {

    private static final Logger log = LoggerFactory.getLogger(Comparison.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Loop loop;
    private final Machine machine;
    private final Peers peers;
    private final String self;
    private final Consumer<RuntimeException> wrong;
    private Cancellable next = () -> {};

    /**
     * Compares nothing yet.
     *
     * @param wrong told when this member is the one that must stop
     */
    public Comparison(
            Loop loop,
            Machine machine,
            Peers peers,
            String self,
            Consumer<RuntimeException> wrong) {
        this.loop = loop;
        this.machine = machine;
        this.peers = peers;
        this.self = self;
        this.wrong = wrong;
    }

    /** From now on compares this member with others, until {@link #end}. */
    public void begin(Supplier<Set<NodeId>> members) {
        next.cancel();
        next = loop.schedule(INTERVAL, () -> round(members));
    }

    /** Compares no more. */
    public void end() {
        next.cancel();
    }

    private void round(Supplier<Set<NodeId>> members) {
        begin(members);
        var index = machine.state().index();
        var prints = new TreeMap<String, String>();
        prints.put(self, machine.digest().toString());
        var others = members.get().stream().filter(it -> !it.value().equals(self)).toList();
        if (others.isEmpty()) {
            return;
        }
        var answers =
                others.stream()
                        .map(other -> loop.on(ask(other.value(), index, prints)))
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture<?>[]::new);
        loop.on(CompletableFuture.allOf(answers))
                .thenRun(() -> judge(Verdict.of(prints, others.size() + 1), prints, index));
    }

    /** One that does not answer, or is not so far, says nothing. */
    private CompletionStage<Void> ask(String other, long index, TreeMap<String, String> prints) {
        var question = Print.asked(index).bytes();
        return loop.on(peers.ask(other, Peers.Topic.DIGEST, question, PATIENCE))
                .handle(
                        (answer, failure) -> {
                            if (failure == null && answer.length > 0) {
                                prints.put(other, Print.read(answer).digest());
                            }
                            return null;
                        });
    }

    private void judge(Verdict verdict, TreeMap<String, String> prints, long index) {
        if (!verdict.disagree()) {
            return;
        }
        log.error("store: members differ at commit {}: {}", index, prints);
        if (verdict.wrong().contains(self)) {
            wrong.accept(differs(index));
            return;
        }
        var right = new Print(index, verdict.right()).bytes();
        verdict.wrong().forEach(it -> peers.ask(it, Peers.Topic.CONTRADICTION, right, PATIENCE));
    }

    /** This member's fingerprint at the commit somebody asks for; nothing when it has none. */
    public byte[] answer(byte[] question) {
        var index = Print.read(question).index();
        return machine.digest(index)
                .map(digest -> Print.of(index, digest).bytes())
                .orElseGet(() -> new byte[0]);
    }

    /** A majority has another fingerprint, as who leads says. */
    public byte[] contradict(byte[] message) {
        var right = Print.read(message);
        var mine = machine.digest(right.index());
        if (mine.isPresent() && !mine.get().toString().equals(right.digest())) {
            wrong.accept(differs(right.index()));
        }
        return new byte[0];
    }

    private static IllegalStateException differs(long index) {
        return new IllegalStateException("a majority made something else of commit " + index);
    }
}
