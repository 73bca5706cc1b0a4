package io.skep.control.engine.internal.answer;

import java.util.regex.Pattern;

/** What objects may be called. Source: swarm-behaviour SV-7, SE-1. */
public final class Names {

    private static final Pattern DNS = Pattern.compile("[a-zA-Z0-9]+(?:[-_]+[A-Za-z0-9]+)*");
    private static final Pattern DATA =
            Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9-_.]*[a-zA-Z0-9])?");
    private static final int MAX_DNS = 63;
    private static final int MAX_DATA = 64;

    private Names() {}

    /** Checks the name of a service or network. */
    public static void dns(String name) {
        if (name.isEmpty()) {
            throw Refusals.invalid("meta: name must be provided");
        }
        if (name.length() > MAX_DNS) {
            throw Refusals.invalid("name must be 63 characters or fewer");
        }
        if (!DNS.matcher(name).matches()) {
            throw Refusals.invalid("name must be valid as a DNS name component");
        }
    }

    /** Checks the name of a secret or config. */
    public static void data(String name) {
        if (name.isEmpty()) {
            throw Refusals.invalid("name must be provided");
        }
        if (name.length() > MAX_DATA || !DATA.matcher(name).matches()) {
            throw Refusals.invalid(
                    "invalid name, only 64 [a-zA-Z0-9-_.] characters allowed, and the start and"
                            + " end character must be [a-zA-Z0-9]");
        }
    }
}
