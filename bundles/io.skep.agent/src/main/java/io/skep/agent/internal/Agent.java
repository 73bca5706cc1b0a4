package io.skep.agent.internal;

import io.skep.agent.internal.session.Liaison;
import io.skep.agent.internal.shelf.NodeSlice;
import io.skep.lifecycle.DutyContext;
import io.skep.model.net.Wiring;
import io.skep.seam.Loop;
import io.skep.slice.Enclosures;
import io.skep.transport.Transport;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps the slice and a session with a manager. Owned by its loop. */
public final class Agent {

    private static final Wiring.News NOTHING =
            new Wiring.News(List.of(), List.of(), List.of(), List.of(), List.of());

    private final DutyContext context;
    private final NodeSlice slice;
    private final Loop loop;
    private final Liaison liaison;

    /** An agent that has not started. */
    public Agent(DutyContext context, Transport transport, NodeSlice slice) {
        this.context = context;
        this.slice = slice;
        this.loop = context.seams().loop("agent");
        this.liaison = new Liaison(context, transport, slice, loop);
    }

    /** Begins; completes when the slice was read. */
    public CompletionStage<Void> start() {
        var started = new CompletableFuture<Void>();
        loop.execute(
                () -> {
                    try {
                        open();
                        started.complete(null);
                    } catch (RuntimeException failure) {
                        started.completeExceptionally(failure);
                        loop.close();
                    }
                });
        return started;
    }

    private void open() {
        slice.open(context.seams().disk("slice"), () -> loop.execute(liaison::wake));
        liaison.begin();
    }

    /** The node leaves its cluster: no manager is heard any more, and no task is wanted. */
    public CompletionStage<Void> leave() {
        return onLoop(
                () -> {
                    liaison.end();
                    slice.enclose(Enclosures.NONE);
                    slice.replace(List.of());
                    slice.wire(Wiring.EMPTY.after(slice.wiring().number() + 1, 0, NOTHING));
                });
    }

    /** Ends; what is on disk stays. */
    public CompletionStage<Void> stop() {
        return onLoop(
                        () -> {
                            liaison.end();
                            slice.close();
                        })
                .thenRun(loop::close);
    }

    private CompletionStage<Void> onLoop(Runnable step) {
        var done = new CompletableFuture<Void>();
        loop.execute(
                () -> {
                    step.run();
                    done.complete(null);
                });
        return done;
    }
}
