package io.skep.access;

/** What is to become of a request. */
public sealed interface Verdict {

    /** It is answered. */
    record Granted() implements Verdict {}

    /**
     * It is refused.
     *
     * @param reason what was not allowed
     */
    record Denied(String reason) implements Verdict {}

    /**
     * It is answered if its body may be sent to the engine.
     *
     * @param kind what the body is
     * @param container whom it is about as well; empty for nobody
     */
    record Read(Body kind, String container) implements Verdict {}

    /**
     * It is answered if what it is about stays inside a container.
     *
     * @param kind what that is
     * @param id its name or id
     */
    record Look(Thing kind, String id) implements Verdict {}

    /** Bodies that may ask for more than a container. */
    enum Body {
        /** Of a container that is to be. */
        CONTAINER,
        /** Of a container's limits. */
        LIMITS,
        /** Of a command in a container. */
        COMMAND,
        /** Of a container's place in a network. */
        PLUG,
        /** Of a volume that is to be. */
        VOLUME
    }

    /** What the engine has. */
    enum Thing {
        /** A container. */
        CONTAINER,
        /** A command in a container. */
        COMMAND
    }
}
