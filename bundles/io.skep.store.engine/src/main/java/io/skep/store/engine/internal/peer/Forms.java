package io.skep.store.engine.internal.peer;

import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Whether all members read entries of several transactions, which those of builds before do not:
 * builds may be mixed while one takes the place of another. Who leads asks those that have not said
 * so yet, now and then. Used on the store's loop.
 */
public final class Forms {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final byte SEVERAL = 1;

    private final Loop loop;
    private final Peers peers;
    private final Consumer<Boolean> told;
    private final SortedSet<NodeId> readers = new TreeSet<>();
    private Supplier<Set<NodeId>> members = Set::of;
    private boolean asks;
    private Cancellable next = () -> {};

    /**
     * Asks nobody yet.
     *
     * @param self reads them
     * @param told whether all do
     */
    public Forms(Loop loop, Peers peers, NodeId self, Consumer<Boolean> told) {
        this.loop = loop;
        this.peers = peers;
        this.told = told;
        readers.add(self);
    }

    /** What this member reads. */
    public static byte[] answer() {
        return new byte[] {SEVERAL};
    }

    /** Asks these from now on, until {@link #end}. */
    public void begin(Supplier<Set<NodeId>> those) {
        members = those;
        asks = true;
        look();
    }

    /** Asks no more, and counts on nobody. */
    public void end() {
        next.cancel();
        asks = false;
        tell();
    }

    /** Members may be others than before. */
    public void look() {
        next.cancel();
        if (asks) {
            next = loop.schedule(INTERVAL, this::look);
            members.get().stream().filter(it -> !readers.contains(it)).forEach(this::ask);
        }
        tell();
    }

    /** One that is away has not said so. */
    private void ask(NodeId member) {
        loop.on(reads(member)).thenAccept(yes -> hear(member, yes));
    }

    private CompletionStage<Boolean> reads(NodeId member) {
        return peers.ask(member.value(), Peers.Topic.FORMS, new byte[0], PATIENCE)
                .handle(
                        (answer, failure) ->
                                failure == null && answer.length > 0 && answer[0] >= SEVERAL);
    }

    private void hear(NodeId member, boolean yes) {
        if (yes) {
            readers.add(member);
            tell();
        }
    }

    private void tell() {
        told.accept(asks && readers.containsAll(members.get()));
    }
}
