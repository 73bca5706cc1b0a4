package io.skep.ca.engine.internal.wire;

import io.skep.ca.CaException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers that are no certificate, in Docker's words where Docker has some. */
public enum Refusal {
    /** Neither token is this one. */
    TOKEN("A valid join token is necessary to join this cluster"),
    /** Too many were wrong. */
    TOO_MANY("too many attempts to join; try again in a second"),
    /** Its node was removed, or never was. */
    UNKNOWN("this node is not part of the cluster"),
    /** The proof does not hold. */
    PROOF("the certificate to be renewed is not this node's"),
    /** Nobody leads just now. */
    NO_LEADER("the swarm does not have a leader"),
    /** The cluster has no root yet. */
    NOT_READY("the cluster's root certificate is not ready"),
    /** The request's key or form. */
    REQUEST("the certificate request was refused");

    private static final List<Refusal> FINAL = List.of(TOKEN, UNKNOWN, PROOF, REQUEST);

    private final String text;

    Refusal(String text) {
        this.text = text;
    }

    /** What the other end sees. */
    public String text() {
        return text;
    }

    /** As a failure. */
    public CaException failure() {
        return new CaException(text);
    }

    /** Whether another manager would say the same. */
    public static boolean isFinal(@Nullable String message) {
        return message != null && FINAL.stream().anyMatch(each -> message.contains(each.text));
    }
}
