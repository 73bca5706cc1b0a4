package io.skep.control.engine.internal.answer;

import io.skep.ca.CaException;
import io.skep.control.Refusal;
import io.skep.control.Refusal.Code;
import io.skep.store.StoreException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever went wrong into a refusal. */
public final class Failures {

    private static final Logger log = LoggerFactory.getLogger(Failures.class);
    private static final String NO_LEADER =
            "The swarm does not have a leader. It's possible that too few managers are online. Make"
                    + " sure more than half of the managers are online.";

    private static final String NO_TOKEN = "A valid join token is necessary";
    private static final Map<String, Code> CODES =
            Map.of(
                    "InvalidArgument", Code.INVALID,
                    "FailedPrecondition", Code.INVALID,
                    "Unauthenticated", Code.UNAUTHENTICATED,
                    "PermissionDenied", Code.FORBIDDEN,
                    "NotFound", Code.NOT_FOUND,
                    "AlreadyExists", Code.CONFLICT,
                    "Unimplemented", Code.UNIMPLEMENTED,
                    "Unavailable", Code.UNAVAILABLE);

    private Failures() {}

    /** A stage that fails with refusals only. */
    public static <T> CompletionStage<T> refused(CompletionStage<T> stage) {
        return stage.exceptionally(
                failure -> {
                    throw refusal(failure);
                });
    }

    /** The refusal for a failure. */
    public static Refusal refusal(Throwable failure) {
        var cause = cause(failure);
        if (cause instanceof Refusal refusal) {
            return refusal;
        }
        if (cause instanceof StoreException store) {
            return ofStore(store);
        }
        if (cause instanceof CaException certificate) {
            return ofCa(text(certificate));
        }
        if (cause instanceof IllegalArgumentException wrong) {
            return Refusals.invalid(text(wrong));
        }
        if (cause instanceof RejectedExecutionException full) {
            return Refusals.plain(Code.UNAVAILABLE, "this node is too busy: " + text(full));
        }
        log.error("control: a command failed", cause);
        return Refusals.unknown(text(cause));
    }

    private static Refusal ofStore(StoreException failure) {
        return switch (failure.reason()) {
            case NOT_LEADER -> Refusals.unknown(NO_LEADER);
            case TIMED_OUT ->
                    Refusals.plain(
                            Code.UNKNOWN,
                            "rpc error: code = DeadlineExceeded desc = context deadline exceeded");
            case CLOSED -> Gate.preparing();
            case TOO_LARGE, WRONG_WRITER -> Refusals.unknown(text(failure));
        };
    }

    /** The CA says what gRPC would; the code is in the text. Source: swarm-behaviour AP-2. */
    private static Refusal ofCa(String text) {
        if (text.startsWith(NO_TOKEN)) {
            return Refusals.invalid(text);
        }
        return Refusals.plain(
                CODES.entrySet().stream()
                        .filter(code -> text.contains("code = " + code.getKey() + " "))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(Code.UNKNOWN),
                text);
    }

    /** What really happened, below what stages wrap around it. */
    public static Throwable cause(Throwable failure) {
        var at = failure;
        while ((at instanceof CompletionException || at instanceof ExecutionException)
                && at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }

    private static String text(Throwable failure) {
        var message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
