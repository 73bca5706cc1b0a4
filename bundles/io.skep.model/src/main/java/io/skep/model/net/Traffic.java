package io.skep.model.net;

/** What may be sent to an endpoint. */
public enum Traffic {
    /** It can be reached by its address; nobody is sent there. It starts, or is not healthy. */
    REACHABLE,
    /** Names and virtual addresses lead there. */
    SERVING,
    /** Nobody is sent there any more; what is open goes on. */
    LEAVING,
    /**
     * Nobody is sent there any more, and for a moment nothing is asked over what is open either: it
     * is being told to stop. Only its own node knows.
     */
    HUSHED,
    /**
     * Its node does not answer. Nobody is sent there any more, and who still waits for a first
     * answer from there is to ask another one.
     */
    LOST
}
