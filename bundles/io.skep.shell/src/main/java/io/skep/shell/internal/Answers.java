package io.skep.shell.internal;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for answers of the cluster; a refusal becomes an exception of one line. */
final class Answers {

    private static final int PATIENCE_SECONDS = 40;
    private static final String PREFIX = "rpc error: code = \\w+ desc = ";

    private Answers() {}

    static <T> T of(CompletionStage<T> stage) throws Refused, InterruptedException {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new Refused(text(failed.getCause()));
        } catch (TimeoutException late) {
            throw new Refused("no answer within " + PATIENCE_SECONDS + " seconds");
        }
    }

    private static String text(Throwable cause) {
        var message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return message.replaceFirst(PREFIX, "").strip();
    }
}
