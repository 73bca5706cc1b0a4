package io.skep.agent.internal.session;

import io.skep.model.NodeId;
import io.skep.transport.ManagerAddress;
import io.skep.transport.Transport;
import java.util.Optional;

/**
 * Whom to talk to: who leads, when somebody said so; whom the last session was with, when it
 * worked; else one manager after the other. Source: swarm-behaviour DI-7.
 */
final class Compass {

    private final Transport transport;
    private Optional<NodeId> hint = Optional.empty();
    private Optional<NodeId> last = Optional.empty();
    private boolean followed;

    Compass(Transport transport) {
        this.transport = transport;
    }

    /** Whom to try next; absent when no manager is known. */
    Optional<NodeId> next() {
        followed = hint.isPresent();
        var next = hint.or(this::another);
        hint = Optional.empty();
        last = next.or(() -> last);
        return next;
    }

    /** Whom was tried last takes care of this node. */
    Optional<NodeId> works() {
        hint = last;
        return last;
    }

    /**
     * Whom was tried last says who leads.
     *
     * @return whether to go there at once: not when one manager sends us to another for ever
     */
    boolean points(Optional<NodeId> leader) {
        hint = leader.filter(node -> !last.equals(Optional.of(node)));
        return hint.isPresent() && !followed;
    }

    private Optional<NodeId> another() {
        var managers = transport.managers().stream().map(ManagerAddress::node).sorted().toList();
        if (managers.isEmpty() || last.isEmpty()) {
            return transport.manager();
        }
        return Optional.of(managers.get((managers.indexOf(last.get()) + 1) % managers.size()));
    }
}
