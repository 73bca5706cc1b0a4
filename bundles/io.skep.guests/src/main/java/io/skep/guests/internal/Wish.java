package io.skep.guests.internal;

import io.skep.model.Guest;
import org.jspecify.annotations.Nullable;

/**
 * What a node asks of a manager.
 *
 * @param verb what is to be done
 * @param network with which network; as the user typed it when it is to be found, else its id
 * @param guest with whom; absent when a network is to be found
 */
public record Wish(Verb verb, String network, @Nullable Guest guest) {

    /** What can be asked. */
    public enum Verb {
        /** Is there such a network? */
        FIND,
        /** A container wants to take part. */
        ADMIT,
        /** It takes no part any more. */
        DISMISS
    }
}
