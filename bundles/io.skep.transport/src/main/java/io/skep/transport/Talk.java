package io.skep.transport;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Everything nodes may talk about, and who may begin: the whole of it. Checked against the caller's
 * certificate for every channel and every question. What is not here is not served.
 */
public enum Talk {
    /** An agent's session with the dispatcher. */
    AGENT_SESSION("agent.session", Role.WORKER, Role.MANAGER),
    /** What the dispatcher says of networks. */
    AGENT_WIRING("agent.wiring", Role.WORKER, Role.MANAGER),
    /** Output of a node's tasks. */
    AGENT_LOGS("agent.logs", Role.MANAGER),
    /** The cluster's root certificates, for who wants to join. */
    CA_ROOT("ca.root", Role.STRANGER, Role.WORKER, Role.MANAGER),
    /** A request for a certificate, with a join token or for a renewal. */
    CA_REQUEST("ca.request", Role.STRANGER, Role.WORKER, Role.MANAGER),
    /** A request for a certificate that a manager passes on to the leader. */
    CA_RELAY("ca.relay", Role.MANAGER),
    /** The leader wants the node to renew its certificate. */
    CA_RENEW("ca.renew", Role.MANAGER),
    /** Messages between the members of the consensus group. */
    CONSENSUS("consensus", Role.MANAGER),
    /** A command that a manager passes on to the leader. */
    CONTROL_COMMAND("control.command", Role.MANAGER),
    /** Containers of the caller's that are no tasks and want to take part in networks. */
    CONTROL_GUESTS("control.guests", Role.WORKER, Role.MANAGER),
    /** Output of a node's tasks, for a manager that has no connection to that node. */
    CONTROL_LOGS("control.logs", Role.MANAGER);

    private final String kind;
    private final Set<Role> callers;

    Talk(String kind, Role first, Role... others) {
        this.kind = kind;
        this.callers = EnumSet.of(first, others);
    }

    /** How channels of this kind are called. */
    public String kind() {
        return kind;
    }

    /** Who may begin. */
    public Set<Role> callers() {
        return EnumSet.copyOf(callers);
    }

    /** The talk of that kind; absent when there is none. */
    public static Optional<Talk> of(String kind) {
        return Arrays.stream(values()).filter(talk -> talk.kind.equals(kind)).findFirst();
    }

    /** Whether somebody may begin to talk of that kind. */
    public static boolean mayBegin(String kind, Role role) {
        return of(kind).filter(talk -> talk.callers.contains(role)).isPresent();
    }
}
