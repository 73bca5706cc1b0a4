package io.skep.node.internal;

import io.skep.ca.Credentials;
import io.skep.lifecycle.Duty;
import io.skep.store.Store;
import io.skep.transport.Transport;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Collects the duties of all rooms. Apart from {@link NodeRoom}, because rooms with duties need the
 * node's membership themselves: in one component that would be a circle of services.
 */
@Component(
        name = "io.skep.node.crew",
        immediate = true,
        service = {})
public final class Crew {

    private static final Duration UNBIND_PATIENCE = Duration.ofSeconds(2);

    private final NodeRoom room;

    /** Wired, not working. */
    @Activate
    public Crew(@Reference(name = "room") NodeRoom room) {
        this.room = room;
    }

    /** A room registered a duty. */
    @Reference(
            name = "duty",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    public void bind(Duty duty) {
        room.host().add(duty);
    }

    /** A room's bundle stops: its duty first. */
    public void unbind(Duty duty) {
        NodeRoom.await("duty " + duty.name(), room.host().remove(duty), UNBIND_PATIENCE);
    }

    /** The store's bundle started. */
    @Reference(
            name = "store",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    public void bindStore(Store store) {
        room.host().reign().attach(store);
        room.host().bolt().attach(store);
    }

    /** The store's bundle stops. */
    public void unbindStore(Store store) {
        room.host().reign().detach(store);
        room.host().bolt().detach(store);
    }

    /** The bundle that keeps the credential started. */
    @Reference(
            name = "credentials",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    public void bindCredentials(Credentials credentials) {
        room.host().rank().attach(credentials);
    }

    /** The bundle that keeps the credential stops: the node's role stays as it is. */
    public void unbindCredentials(Credentials credentials) {
        room.host().rank().detach(credentials);
    }

    /** The transport's bundle started. */
    @Reference(
            name = "transport",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    public void bindTransport(Transport transport) {
        room.host().rank().attach(transport);
    }

    /** The transport's bundle stops. */
    public void unbindTransport(Transport transport) {
        room.host().rank().detach(transport);
    }

    /** The process or the bundle ends: all duties stop in order, before they are taken away. */
    @Deactivate
    public void deactivate() {
        room.end();
    }
}
