package io.skep.control.engine.internal.relay;

import io.skep.control.Receipt;
import io.skep.control.Refusal;
import io.skep.control.Refusal.Code;
import org.jspecify.annotations.Nullable;

/**
 * What came of a command that another manager passed on.
 *
 * @param outcome what happened
 * @param receipt when it was carried out
 * @param code when it was refused
 * @param text why it was refused; else empty
 */
public record Verdict(
        Outcome outcome, @Nullable Receipt receipt, @Nullable Code code, String text) {

    /** What happened. */
    public enum Outcome {
        /** It was carried out. */
        DONE,
        /** It was refused; nothing was done. */
        REFUSED,
        /** The manager that was asked does not lead; nothing was done. */
        ELSEWHERE,
        /** Nobody knows whether it was carried out. */
        UNKNOWN
    }

    static Verdict done(Receipt receipt) {
        return new Verdict(Outcome.DONE, receipt, null, "");
    }

    static Verdict refused(Refusal refusal) {
        return new Verdict(Outcome.REFUSED, null, refusal.code(), "" + refusal.getMessage());
    }

    static Verdict of(Outcome outcome) {
        return new Verdict(outcome, null, null, "");
    }
}
