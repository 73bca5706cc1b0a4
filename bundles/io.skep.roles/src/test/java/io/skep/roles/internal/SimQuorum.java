package io.skep.roles.internal;

import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.Quorum;
import io.skep.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A consensus group in memory: changes take a while, fail, and leaders are elected. */
final class SimQuorum implements Quorum {

    final List<String> sins = new ArrayList<>();
    private final Court court;
    private SortedMap<NodeId, String> members = new TreeMap<>();
    private Optional<NodeId> leader = Optional.empty();
    int changes;

    SimQuorum(Court court) {
        this.court = court;
    }

    void found(NodeId founder) {
        members.put(founder, founder + ":2377");
        elect();
    }

    /** A node does not answer any more. */
    void lost(NodeId node) {
        if (leader.equals(Optional.of(node)) || !quorate(members.keySet())) {
            depose();
            court.kernel.after(pause(3_000), this::elect);
        }
    }

    /** The leader's process ends and comes again, as leader or not. */
    void shake() {
        depose();
        elect();
    }

    private void depose() {
        leader.ifPresent(court::dies);
        leader = Optional.empty();
    }

    void elect() {
        if (leader.isEmpty() && quorate(members.keySet())) {
            var able = members.keySet().stream().filter(court.up::contains).toList();
            leader = Optional.of(able.get(court.kernel.below(able.size())));
            leader.ifPresent(court::leads);
        }
    }

    private boolean quorate(Set<NodeId> some) {
        return some.stream().filter(court.up::contains).count() > some.size() / 2;
    }

    private Duration pause(int millis) {
        return Duration.ofMillis(1 + court.kernel.below(millis));
    }

    @Override
    public Optional<NodeId> leader() {
        return leader;
    }

    @Override
    public Cancellable onLeader(Loop loop, Consumer<Optional<NodeId>> changed) {
        throw new UnsupportedOperationException("the room of roles does not ask");
    }

    @Override
    public SortedMap<NodeId, String> members() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }

    @Override
    public CompletionStage<Void> change(SortedMap<NodeId, String> wanted, Duration patience) {
        blame(wanted);
        changes++;
        var term = leader;
        var done = new CompletableFuture<Void>();
        var fate = court.peaceful ? 9 : court.kernel.below(10);
        court.kernel.after(
                pause(500),
                () -> {
                    var stands = leader.equals(term) && quorate(members.keySet());
                    if (stands && quorate(wanted.keySet()) && fate > 0) {
                        members = new TreeMap<>(wanted);
                    }
                    end(done, stands && fate > 1);
                });
        return done;
    }

    /** Nobody may lose the quorum by a change, nor change more than one member at once. */
    private void blame(SortedMap<NodeId, String> wanted) {
        var both = new TreeMap<>(members);
        both.keySet().retainAll(wanted.keySet());
        if (both.size() < Math.max(members.size(), wanted.size()) - 1) {
            sins.add("from " + members + " to " + wanted + " at once");
        }
        if (!quorate(wanted.keySet())) {
            sins.add("loses the quorum: " + wanted + ", of which answer " + court.up);
        }
        leader.filter(node -> !wanted.containsKey(node))
                .ifPresent(node -> sins.add("the leader " + node + " removes itself"));
    }

    @Override
    public CompletionStage<Void> transfer(NodeId to, Duration patience) {
        var done = new CompletableFuture<Void>();
        var works = court.peaceful || court.kernel.below(4) > 0;
        court.kernel.after(
                pause(500),
                () -> {
                    var able = works && court.up.contains(to) && members.containsKey(to);
                    if (able && leader.isPresent()) {
                        end(done, true);
                        depose();
                        leader = Optional.of(to);
                        court.leads(to);
                    } else {
                        end(done, false);
                    }
                });
        return done;
    }

    private static void end(CompletableFuture<Void> done, boolean well) {
        if (well) {
            done.complete(null);
        } else {
            done.completeExceptionally(
                    new StoreException(StoreException.Reason.TIMED_OUT, "nobody knows"));
        }
    }
}
