package io.skep.dispatcher.internal.session;

import io.skep.model.Node;
import io.skep.model.NodeId;
import io.skep.model.View;
import io.skep.seam.Loop;
import io.skep.seam.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Nodes whose sessions ended and that may come back: whoever ends a session is alive, or its
 * machine is, and a process that is started again adopts its tasks. Belongs to its loop.
 *
 * <p>Source: docs/decisions/0008-away-or-silent.md.
 */
public final class Absences {

    private record Absence(long since) {}

    private final Loop loop;
    private final Time time;
    private final Machines machines;
    private final Map<NodeId, Absence> absent = new HashMap<>();

    /** Nobody is absent. */
    public Absences(Loop loop, Time time, Machines machines) {
        this.loop = loop;
        this.time = time;
        this.machines = machines;
    }

    /** A node is absent from now on. */
    public void begin(NodeId node) {
        absent.put(node, new Absence(time.nanos()));
    }

    /** A node is back, or nobody waits for it any more. */
    public void end(NodeId node) {
        absent.remove(node);
    }

    /** Nobody is waited for. */
    public void clear() {
        absent.clear();
    }

    /**
     * Asks whether a node that is missed may be absent for longer. Says nothing when it comes back
     * meanwhile.
     *
     * @param view says where its machine is
     * @param longest how long a node may be absent
     * @param verdict is told, now or later
     */
    public void judge(NodeId node, View view, Duration longest, Consumer<Boolean> verdict) {
        var absence = absent.get(node);
        var address = address(node, view);
        if (absence == null || address.isEmpty() || isOver(absence, longest)) {
            verdict.accept(false);
            return;
        }
        loop.on(machines.answers(address))
                .whenComplete(
                        (answers, failure) -> {
                            if (absence.equals(absent.get(node))) {
                                verdict.accept(failure == null && answers);
                            }
                        });
    }

    private static String address(NodeId node, View view) {
        var status = view.nodes().get(node).map(Node::status);
        return status.map(known -> known.value().addr()).orElse("");
    }

    private boolean isOver(Absence absence, Duration longest) {
        return time.nanos() - absence.since() >= longest.toNanos();
    }
}
