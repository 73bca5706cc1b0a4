package io.skep.control.engine.internal.relay;

import io.skep.control.engine.internal.answer.Failures;
import io.skep.model.View;
import io.skep.store.StoreException;
import io.skep.store.StoreException.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A look at the state, not older than the call. On a manager that does not lead it needs the
 * leader: while there is none, it is tried again for a while. Source: swarm-behaviour RA-3, LF-5.
 */
public final class Look {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Course course;
    private final CompletableFuture<View> done = new CompletableFuture<>();

    /** Not begun. */
    public Look(Course course) {
        this.course = course;
    }

    /** Begins. */
    public CompletionStage<View> go() {
        if (course.store().leading()) {
            return course.store().read().exceptionally(this::deserted);
        }
        var late = course.loop().schedule(PATIENCE, this::giveUp);
        course.loop().execute(this::attempt);
        return done.whenComplete((view, failure) -> late.cancel());
    }

    /** A leader without a majority waits for it, and leads no more. */
    private View deserted(Throwable failure) {
        var cause = Failures.cause(failure);
        var late = cause instanceof StoreException store && store.reason() == Reason.TIMED_OUT;
        throw late && !course.store().leading() ? nobodyLeads() : new CompletionException(cause);
    }

    private void attempt() {
        if (!done.isDone()) {
            course.loop().on(course.store().read()).whenComplete(this::seen);
        }
    }

    private void seen(@Nullable View view, @Nullable Throwable failure) {
        if (failure == null) {
            done.complete(view);
        } else if (Failures.cause(failure) instanceof StoreException) {
            course.loop().schedule(PAUSE, this::attempt);
        } else {
            done.completeExceptionally(failure);
        }
    }

    private void giveUp() {
        done.completeExceptionally(nobodyLeads());
    }

    private static RuntimeException nobodyLeads() {
        return new StoreException(Reason.NOT_LEADER, "nobody leads");
    }
}
