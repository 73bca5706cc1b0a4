package io.skep.control.engine.internal;

import io.skep.store.Quorum;
import io.skep.store.Store;
import io.skep.transport.Transport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Where commands are carried out: the state, who leads, and the way there. */
@Component(name = "io.skep.control.engine.realm", service = Realm.class)
public final class Realm {

    private final Store store;
    private final Quorum quorum;
    private final Transport transport;

    /** Wired, not working. */
    @Activate
    public Realm(
            @Reference(name = "store") Store store,
            @Reference(name = "quorum") Quorum quorum,
            @Reference(name = "transport") Transport transport) {
        this.store = store;
        this.quorum = quorum;
        this.transport = transport;
    }

    Store store() {
        return store;
    }

    Quorum quorum() {
        return quorum;
    }

    Transport transport() {
        return transport;
    }
}
