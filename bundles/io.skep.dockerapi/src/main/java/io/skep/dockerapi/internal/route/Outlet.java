package io.skep.dockerapi.internal.route;

/** Where the records of an endless answer go. Safe for use by any thread. */
public interface Outlet {

    /** Sends a record at once; a client that is too slow to take it loses its connection. */
    void offer(byte[] record);

    /** Sends a record, and holds the caller while the client does not take it, until it goes. */
    void put(byte[] record);

    /** Ends the answer. */
    void end();
}
