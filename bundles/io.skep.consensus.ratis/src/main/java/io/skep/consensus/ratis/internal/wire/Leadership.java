package io.skep.consensus.ratis.internal.wire;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.exceptions.ReadIndexException;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;

/**
 * Whether a leader leads still. Ratis asks its followers before a read only when something was
 * committed since it asked last: so a leader that is cut off answers reads from the past until it
 * steps down. Here each read asks: a majority that is in the leader's term after the read began has
 * elected nobody before.
 *
 * <p>Source: Raft (Ongaro), 6.4; consensus-and-faults C-07 and C-15.
 */
final class Leadership {

    private final RaftServer.Division division;
    private final Wire wire;
    private final String self;
    private final long term;
    // who said that this is its term; several members answer at a time
    private final Set<String> agreed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger silent = new AtomicInteger();
    private final CompletableFuture<Void> confirmed = new CompletableFuture<>();

    private Leadership(RaftServer.Division division, Wire wire) {
        this.division = division;
        this.wire = wire;
        this.self = division.getId().toString();
        this.term = division.getInfo().getCurrentTerm();
        agreed.add(self);
    }

    /** Completes when this member leads now; fails when nobody can tell. */
    static CompletableFuture<Void> confirm(RaftServer.Division division, Wire wire) {
        return new Leadership(division, wire).ask();
    }

    /** What a member answers: its term. */
    static byte[] answer(RaftServer.Division division) {
        return ByteBuffer.allocate(Long.BYTES).putLong(division.getInfo().getCurrentTerm()).array();
    }

    private CompletableFuture<Void> ask() {
        var others = new TreeSet<String>();
        division.getRaftConf().getAllPeers().forEach(peer -> others.add(peer.getId().toString()));
        others.remove(self);
        silent.set(others.size());
        review();
        for (var other : others) {
            wire.call(other, Wire.Verb.TERM, new byte[0])
                    .whenComplete((bytes, failure) -> told(other, bytes));
        }
        return confirmed;
    }

    private void told(String other, byte @Nullable [] answer) {
        if (answer != null && ByteBuffer.wrap(answer).getLong() == term) {
            agreed.add(other);
        }
        var left = silent.decrementAndGet();
        review();
        if (left == 0) {
            confirmed.completeExceptionally(
                    new ReadIndexException("no majority says that " + self + " leads still"));
        }
    }

    private void review() {
        var conf = division.getRaftConf();
        if (division.getInfo().getCurrentTerm() == term
                && majority(conf.getCurrentPeers())
                && majority(conf.getPreviousPeers())) {
            confirmed.complete(null);
        }
    }

    private boolean majority(Collection<RaftPeer> peers) {
        var count = peers.stream().filter(it -> agreed.contains(it.getId().toString())).count();
        return peers.isEmpty() || 2 * count > peers.size();
    }
}
