package io.skep.store.engine.internal;

import io.skep.consensus.ConsensusSink;
import io.skep.consensus.Entry;
import io.skep.consensus.Member;
import io.skep.consensus.Role;
import io.skep.seam.Loop;
import io.skep.store.engine.internal.machine.Machine;
import io.skep.store.engine.internal.machine.Picture;
import io.skep.store.engine.internal.peer.Peers;
import io.skep.store.engine.internal.snapshot.Archive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the consensus plug brings what was agreed. Called by any thread, works on the loop. */
final class Replica implements ConsensusSink {

    /** Who works with what was agreed. Called on the loop. */
    interface Listener {
        /** Entries are to be applied. */
        void committed(List<Entry> batch);

        /** The state was replaced. */
        void replaced();

        /** The state was saved. */
        void saved();

        /** This member's role changed. */
        void role(Role role, long term, String leader);

        /** These are the members. */
        void members(List<Member> committed);

        /** This member cannot go on as it is. */
        void broke(String why);
    }

    private static final Logger log = LoggerFactory.getLogger(Replica.class);

    private final Loop loop;
    private final Archive archive;
    private final Machine machine;
    private final Peers peers;
    private final Listener listener;

    Replica(Loop loop, Archive archive, Machine machine, Peers peers, Listener listener) {
        this.loop = loop;
        this.archive = archive;
        this.machine = machine;
        this.peers = peers;
        this.listener = listener;
    }

    @Override
    public CompletionStage<Void> committed(List<Entry> batch) {
        var done = new CompletableFuture<Void>();
        loop.execute(() -> commit(batch, done));
        return done;
    }

    /** The one place where it is caught that an entry cannot be applied: the plug hears of it. */
    private void commit(List<Entry> batch, CompletableFuture<Void> done) {
        try {
            listener.committed(batch);
            done.complete(null);
        } catch (RuntimeException | Error failure) {
            done.completeExceptionally(failure);
        }
    }

    @Override
    public void role(Role role, long term, String leader) {
        loop.execute(() -> listener.role(role, term, leader));
    }

    @Override
    public void members(List<Member> committed) {
        loop.execute(() -> listener.members(committed));
    }

    @Override
    public void broken(String why) {
        loop.execute(() -> listener.broke(why));
    }

    @Override
    public CompletionStage<byte[]> ask(String member, byte[] message, Duration patience) {
        return peers.ask(member, Peers.Topic.PLUG, message, patience);
    }

    @Override
    public CompletionStage<Long> save(Path file) {
        var saved = new CompletableFuture<Long>();
        loop.execute(() -> save(machine.picture(), file, saved));
        return saved;
    }

    private void save(Picture picture, Path file, CompletableFuture<Long> saved) {
        loop.on(archive.save(picture, file))
                .whenComplete(
                        (applied, failure) -> {
                            if (failure == null) {
                                log.info("store: saved {}", shown(picture));
                                listener.saved();
                                saved.complete(applied);
                            } else {
                                log.warn("store: {} could not be saved", shown(picture), failure);
                                saved.completeExceptionally(failure);
                            }
                        });
    }

    @Override
    public CompletionStage<Void> install(long index, Path file) {
        var done = new CompletableFuture<Void>();
        loop.execute(() -> install(index, file, done));
        return done;
    }

    private void install(long index, Path file, CompletableFuture<Void> done) {
        if (index <= machine.applied()) {
            done.complete(null);
            return;
        }
        loop.on(archive.load(file))
                .whenComplete(
                        (picture, failure) -> {
                            if (failure == null) {
                                become(index, picture);
                                done.complete(null);
                            } else {
                                log.error("store: a snapshot is refused", failure);
                                done.completeExceptionally(failure);
                            }
                        });
    }

    /** Another group may count its entries otherwise: what the plug says counts. */
    private void become(long index, Picture picture) {
        machine.become(
                new Picture(
                        index,
                        picture.state(),
                        picture.last(),
                        picture.digest(),
                        picture.window()));
        log.info("store: installed {}", shown(picture));
        listener.replaced();
    }

    private static String shown(Picture picture) {
        return "commit " + picture.state().index() + " with digest " + picture.digest();
    }
}
