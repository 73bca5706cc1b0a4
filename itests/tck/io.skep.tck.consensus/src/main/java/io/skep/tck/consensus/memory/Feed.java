package io.skep.tck.consensus.memory;

import io.skep.consensus.ConsensusSink;
import io.skep.lifecycle.PlugContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a host has of a group's log: brings it the rest, one batch after the other (CON-2). */
final class Feed {

    private static final Logger log = LoggerFactory.getLogger(Feed.class);
    private static final int MOST = 64;

    private final MemoryGroup group;
    private final PlugContext<ConsensusSink> context;
    private final Runnable caughtUp;
    private long delivered;
    private boolean busy;
    private boolean paused = true;
    private boolean broken;

    Feed(MemoryGroup group, PlugContext<ConsensusSink> context, Runnable caughtUp) {
        this.group = group;
        this.context = context;
        this.caughtUp = caughtUp;
    }

    void go() {
        paused = false;
        turn();
    }

    void pause() {
        paused = true;
    }

    boolean broken() {
        return broken;
    }

    boolean busy() {
        return busy;
    }

    void turn() {
        if (busy || broken) {
            return;
        }
        if (paused) {
            caughtUp.run();
            return;
        }
        var snapshot = group.snapshot().filter(saved -> saved.index() > delivered);
        if (snapshot.isPresent()) {
            install(snapshot.get());
            return;
        }
        var batch = group.after(delivered, MOST);
        if (batch.isEmpty()) {
            caughtUp.run();
            return;
        }
        hand(context.sink().committed(batch), batch.get(batch.size() - 1).index());
    }

    /** Has the host save its state; the group keeps it. */
    CompletionStage<Void> save() {
        var file = file("saved");
        return context.loop()
                .on(context.sink().save(file))
                .thenAccept(index -> group.saved(index, taken(file)));
    }

    private void install(Snapshot snapshot) {
        var file = file("install");
        write(file, snapshot.bytes());
        hand(context.sink().install(snapshot.index(), file), snapshot.index());
    }

    private void hand(CompletionStage<Void> acknowledged, long index) {
        busy = true;
        context.loop()
                .on(acknowledged)
                .whenComplete(
                        (done, failure) -> {
                            busy = false;
                            if (failure == null) {
                                delivered = index;
                            } else {
                                broken = true;
                                log.error("consensus memory: the host refused {}", index, failure);
                            }
                            turn();
                        });
    }

    private Path file(String name) {
        return context.directory().resolve(name + ".snapshot");
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static byte[] taken(Path file) {
        try {
            var bytes = Files.readAllBytes(file);
            Files.delete(file);
            return bytes;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
