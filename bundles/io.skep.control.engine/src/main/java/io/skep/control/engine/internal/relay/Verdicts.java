package io.skep.control.engine.internal.relay;

import io.skep.control.Receipt;
import io.skep.control.engine.internal.answer.Failures;
import io.skep.control.engine.internal.relay.Verdict.Outcome;
import io.skep.store.StoreException;
import io.skep.transport.TalkException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a verdict of whatever came of an attempt. */
final class Verdicts {

    private Verdicts() {}

    /** Of a command carried out here. */
    static CompletionStage<Verdict> here(Supplier<CompletionStage<Receipt>> work) {
        try {
            return work.get().handle(Verdicts::here);
        } catch (RuntimeException failure) {
            return CompletableFuture.completedFuture(here(null, failure));
        }
    }

    private static Verdict here(@Nullable Receipt receipt, @Nullable Throwable failure) {
        if (failure == null && receipt != null) {
            return Verdict.done(receipt);
        }
        var cause =
                failure == null ? new IllegalStateException("no receipt") : Failures.cause(failure);
        if (cause instanceof StoreException store) {
            switch (store.reason()) {
                case NOT_LEADER -> {
                    return Verdict.of(Outcome.ELSEWHERE);
                }
                case TIMED_OUT -> {
                    return Verdict.of(Outcome.UNKNOWN);
                }
                case CLOSED, TOO_LARGE, WRONG_WRITER -> {}
            }
        }
        return Verdict.refused(Failures.refusal(cause));
    }

    /** Of a question to another manager. */
    static Verdict there(Throwable failure) {
        var cause = Failures.cause(failure);
        if (cause instanceof TalkException talk) {
            return switch (talk.reason()) {
                case UNREACHABLE, REFUSED -> Verdict.of(Outcome.ELSEWHERE);
                case UNKNOWN, FAILED -> Verdict.of(Outcome.UNKNOWN);
            };
        }
        return Verdict.refused(Failures.refusal(cause));
    }
}
