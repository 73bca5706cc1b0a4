package io.skep.node.internal;

import io.skep.model.Kind;
import io.skep.model.View;
import io.skep.model.spec.NodeRole;
import io.skep.node.internal.member.Leftovers;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.seam.vault.SealedSeams;
import io.skep.seam.vault.Vault;
import io.skep.store.Commit;
import io.skep.store.Store;
import io.skep.store.Watcher;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the lock on this node's disks as the cluster wants it: a manager's is the cluster's, a
 * worker has none. When a lock is turned for the first time, the node's key was readable until
 * then: it asks for a certificate for another one, and then seals everything anew. Belongs to its
 * loop. Source: swarm-behaviour AL-2, AL-4.
 */
final class Bolt implements Watcher {

    private static final Logger log = LoggerFactory.getLogger(Bolt.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Loop loop;
    private final Rank rank;
    private final Supplier<Optional<NodeRole>> role;
    private final Vault vault;
    private final SealedSeams seams;
    private @Nullable Store store;
    private Cancellable watch = () -> {};
    private Cancellable alarm = () -> {};
    private @Nullable PrivateKey readable;
    private boolean busy;
    private boolean again;

    /**
     * Of a node.
     *
     * @param role of the node in its cluster; absent while that is not known
     * @param seams sealed by {@code vault}
     */
    Bolt(Loop loop, Rank rank, Supplier<Optional<NodeRole>> role, Vault vault, SealedSeams seams) {
        this.loop = loop;
        this.rank = rank;
        this.role = role;
        this.vault = vault;
        this.seams = seams;
    }

    /** The store appeared. Called by any thread. */
    void attach(Store fresh) {
        loop.execute(
                () -> {
                    watch.cancel();
                    store = fresh;
                    watch = fresh.watch(loop, this);
                    look();
                });
    }

    /** The store goes. Called by any thread. */
    void detach(Store gone) {
        loop.execute(
                () -> {
                    if (store == gone) {
                        watch.cancel();
                        store = null;
                    }
                });
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.CLUSTER);
    }

    @Override
    public void commit(Commit commit) {
        look();
    }

    @Override
    public void lagged(View now) {
        look();
    }

    /** Whether the node starts locked, and nobody has opened it. */
    boolean holds() {
        return vault.isLocked();
    }

    /** Opens it; false when that is another key. */
    boolean open(byte[] key) {
        return vault.unlock(key);
    }

    /** The node leaves without ever having been opened: what is sealed is gone. */
    void giveUp() {
        vault.reset();
    }

    /** Something may have changed: role, credential or the cluster's lock. */
    void look() {
        alarm.cancel();
        if (vault.isLocked()) {
            return;
        }
        var now = role.get();
        if (now.filter(NodeRole.WORKER::equals).isPresent()) {
            turn(() -> vault.bare());
        } else if (now.isPresent()) {
            ask();
        }
    }

    /** What a store shows while it reads its log is over: only what it knows to be true counts. */
    private void ask() {
        var from = store;
        if (from == null || busy) {
            again = true;
            return;
        }
        busy = true;
        again = false;
        loop.on(from.read())
                .whenComplete(
                        (view, failure) -> {
                            busy = false;
                            if (failure == null) {
                                view.cluster().ifPresent(it -> follow(it.lockKey().bytes()));
                            } else {
                                alarm = loop.schedule(RETRY, this::look);
                            }
                            if (again) {
                                look();
                            }
                        });
    }

    private void follow(byte[] key) {
        if (key.length == 0) {
            turn(() -> vault.bare());
        } else {
            turn(() -> lock(key));
        }
    }

    private void lock(byte[] key) {
        if (vault.lock(key)) {
            log.info("node: starts locked from now on");
        }
    }

    private void turn(Runnable change) {
        try {
            change.run();
            renew();
        } catch (RuntimeException failure) {
            log.error("node: its keys could not be kept as they should be", failure);
            alarm = loop.schedule(RETRY, this::look);
        }
    }

    private void renew() {
        if (!vault.isUnsettled()) {
            return;
        }
        var own = rank.key().orElse(null);
        if (readable == null) {
            readable = own;
            rank.renew();
        } else if (!readable.equals(own)) {
            readable = null;
            seal();
        }
    }

    private void seal() {
        loop.on(
                        seams.workers()
                                .run(
                                        "reseal",
                                        () -> {
                                            seams.reseal(Leftovers.OWNERS);
                                            return true;
                                        }))
                .whenComplete(
                        (done, failure) -> {
                            if (failure != null) {
                                log.error("node: its files could not be sealed anew", failure);
                            }
                        });
    }

    void close() {
        watch.cancel();
        alarm.cancel();
    }
}
