package io.skep.runtime.process.internal;

import io.skep.lifecycle.PlugContext;
import io.skep.runtime.process.internal.box.Box;
import io.skep.runtime.spi.Health;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.RuntimeFailure;
import io.skep.runtime.spi.RuntimeSink;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waits until a box is as wanted. Used on the loop. */
final class Waits {

    private static final Duration ROUND = Duration.ofMillis(50);

    private final PlugContext<RuntimeSink> context;
    private boolean closed;

    Waits(PlugContext<RuntimeSink> context) {
        this.context = context;
    }

    /** How the box is when it is as wanted, or when the time is over. */
    CompletionStage<Observed> until(Box box, Predicate<Observed> wanted, Duration limit) {
        var result = new CompletableFuture<Observed>();
        var deadline = context.seams().time().nanos() + limit.toNanos();
        round(new Wait(box, wanted, deadline, result));
        return result;
    }

    void close() {
        closed = true;
    }

    private record Wait(
            Box box,
            Predicate<Observed> wanted,
            long deadline,
            CompletableFuture<Observed> result) {
        boolean isOver(Observed seen, long now) {
            return wanted.test(seen) || now - deadline >= 0;
        }
    }

    private void round(Wait wait) {
        if (closed) {
            wait.result.completeExceptionally(
                    RuntimeFailure.temporary("runtime process was closed meanwhile"));
            return;
        }
        var look = context.seams().workers().run("look", () -> wait.box().look(Health.NONE));
        context.loop().on(look).whenComplete((seen, failure) -> judge(wait, seen, failure));
    }

    private void judge(Wait wait, @Nullable Observed seen, @Nullable Throwable failure) {
        if (seen == null) {
            wait.result()
                    .completeExceptionally(
                            failure == null ? RuntimeFailure.temporary("no answer") : failure);
        } else if (wait.isOver(seen, context.seams().time().nanos())) {
            wait.result().complete(seen);
        } else {
            context.loop().schedule(ROUND, () -> round(wait));
        }
    }
}
