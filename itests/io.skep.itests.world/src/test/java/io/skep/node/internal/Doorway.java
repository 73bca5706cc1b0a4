package io.skep.node.internal;

import io.skep.ca.Credentials;
import io.skep.store.Store;
import io.skep.transport.Transport;

/** Attaches to a host what its component attaches, from outside its package. */
public final class Doorway {

    private Doorway() {}

    /** The host has all it needs. */
    public static void attach(
            Host host, Store store, Credentials credentials, Transport transport) {
        host.rank().attach(credentials);
        host.rank().attach(transport);
        host.reign().attach(store);
    }
}
