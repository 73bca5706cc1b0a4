package io.skep.guests.internal;

import io.skep.control.Refusal;
import io.skep.model.net.Span;
import org.jspecify.annotations.Nullable;

/**
 * What a manager says to a {@link Wish}.
 *
 * @param code why it is not done; absent when it is
 * @param text the same in words; empty when it is done
 * @param span the network that was found
 */
public record Word(Refusal.@Nullable Code code, String text, @Nullable Span span) {

    /** It is done. */
    static final Word DONE = new Word(null, "", null);

    /** The network, if it was found. */
    static Word found(@Nullable Span span) {
        return new Word(null, "", span);
    }

    /** It is not done. */
    static Word refused(Refusal refusal) {
        return new Word(refusal.code(), String.valueOf(refusal.getMessage()), null);
    }

    /** Fails when it is not done. */
    Word orRefuse() {
        if (code != null) {
            throw new Refusal(code, text);
        }
        return this;
    }
}
