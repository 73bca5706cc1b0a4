package io.skep.dns.spi;

import java.util.List;

/** What is answered. */
public sealed interface Answer {

    /** There is no such name here. */
    Answer UNKNOWN = new Unknown();

    /** There is such a name, and nothing of what was asked for. */
    Answer EMPTY = new Empty();

    /** There is no such name here. */
    record Unknown() implements Answer {}

    /** There is such a name, and nothing of what was asked for. */
    record Empty() implements Answer {}

    /**
     * Addresses.
     *
     * @param addresses as text, without prefix length, in the order they are to be sent
     */
    record Addresses(List<String> addresses) implements Answer {

        /** Copies the list. */
        public Addresses {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * A name.
     *
     * @param name without the dot at its end
     */
    record Name(String name) implements Answer {}
}
