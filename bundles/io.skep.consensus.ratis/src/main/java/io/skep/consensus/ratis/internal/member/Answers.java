package io.skep.consensus.ratis.internal.member;

import io.skep.consensus.ConsensusException;
import io.skep.consensus.ConsensusException.Reason;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Answers that somebody waits for, each with a deadline. Owned by the member's loop. */
final class Answers {

    private final Loop loop;
    private final String member;
    private final Set<CompletableFuture<?>> open = new LinkedHashSet<>();
    private Runnable none = () -> {};

    Answers(Loop loop, String member) {
        this.loop = loop;
        this.member = member;
    }

    /** Expects an answer; it fails with {@code TIMED_OUT} when there is none in time. */
    void expect(CompletableFuture<?> answer, Duration timeout) {
        open.add(answer);
        var alarm = loop.schedule(timeout, () -> fail(answer, Reason.TIMED_OUT, "no answer"));
        answer.whenComplete(
                (value, failure) -> {
                    alarm.cancel();
                    open.remove(answer);
                    if (open.isEmpty()) {
                        none.run();
                    }
                });
    }

    /** An answer becomes what a stage becomes; its failure is put into these words. */
    <T> void forward(
            CompletionStage<T> from,
            Function<Throwable, ConsensusException> words,
            CompletableFuture<T> answer) {
        loop.on(from)
                .whenComplete(
                        (value, failure) -> {
                            if (failure == null) {
                                answer.complete(value);
                            } else {
                                answer.completeExceptionally(words.apply(failure));
                            }
                        });
    }

    /** Runs a step once, when nobody waits any more, and after the last one has heard. */
    void whenNone(Runnable step) {
        if (open.isEmpty()) {
            step.run();
            return;
        }
        none =
                () -> {
                    none = () -> {};
                    loop.execute(step); // others may hang on the same answer
                };
    }

    /** Fails all of them. */
    void end(Reason reason, String why) {
        List.copyOf(open).forEach(answer -> fail(answer, reason, why));
    }

    ConsensusException failure(Reason reason, String why) {
        return new ConsensusException(reason, "member " + member + ": " + why);
    }

    private void fail(CompletableFuture<?> answer, Reason reason, String why) {
        answer.completeExceptionally(failure(reason, why));
    }
}
