package io.skep.control.engine.internal.answer;

import io.skep.control.LocalNode;
import io.skep.control.Refusal;
import io.skep.control.Refusal.Code;

/** Whether this node may answer for the cluster now. Source: swarm-behaviour CL-13. */
public final class Gate {

    private static final String NO_MANAGER = "This node is not a swarm manager. ";

    private Gate() {}

    /** Refuses when the node is no working manager. */
    public static void manager(LocalNode local) {
        if (local.state().equals("locked")) {
            throw locked();
        }
        if (local.state().equals("inactive")) {
            throw outside();
        }
        if (!local.active()) {
            throw preparing();
        }
        if (!local.manager()) {
            throw worker();
        }
    }

    /** Refuses when the node is in a cluster. */
    public static void outside(LocalNode local) {
        if (!local.state().equals("inactive")) {
            throw unavailable(
                    "This node is already part of a swarm. Use \"docker swarm leave\" to leave this"
                            + " swarm and join another one.");
        }
    }

    /** Refuses when the node is in a cluster it does not manage, or cannot open its state. */
    public static void alone(LocalNode local) {
        if (local.state().equals("locked")) {
            throw locked();
        }
        if (!local.state().equals("inactive") && !local.manager()) {
            throw worker();
        }
    }

    /** Refuses when the node is in no cluster. */
    public static void inside(LocalNode local) {
        if (local.state().equals("inactive")) {
            throw unavailable("This node is not part of a swarm");
        }
    }

    /** The manager has not started yet, or has no connection. */
    public static Refusal preparing() {
        return unavailable(
                NO_MANAGER + "Manager is being prepared or has trouble connecting to the cluster.");
    }

    private static Refusal outside() {
        return unavailable(
                NO_MANAGER
                        + "Use \"docker swarm init\" or \"docker swarm join\" to connect this node"
                        + " to swarm and try again.");
    }

    private static Refusal worker() {
        return unavailable(
                NO_MANAGER
                        + "Worker nodes can't be used to view or modify cluster state. Please run"
                        + " this command on a manager node or promote the current node to a"
                        + " manager.");
    }

    private static Refusal locked() {
        return unavailable(
                "Swarm is encrypted and needs to be unlocked before it can be used. Please use"
                        + " \"docker swarm unlock\" to unlock it.");
    }

    private static Refusal unavailable(String text) {
        return Refusals.plain(Code.UNAVAILABLE, text);
    }
}
