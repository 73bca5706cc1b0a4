package io.skep.dns.spi;

/**
 * A question.
 *
 * @param name lower case, without the dot at its end; for {@link Kind#POINTER} an address as text
 * @param kind what is asked for
 * @param turn counts up from question to question
 */
public record Question(String name, Kind kind, long turn) {

    /** What can be asked for. */
    public enum Kind {
        /** IPv4 addresses: type A. */
        IPV4,
        /** IPv6 addresses: type AAAA. */
        IPV6,
        /** The name of an address: type PTR. */
        POINTER,
        /** Anything else: only whether the name exists. */
        OTHER
    }
}
