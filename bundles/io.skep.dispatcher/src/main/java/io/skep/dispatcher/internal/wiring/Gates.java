package io.skep.dispatcher.internal.wiring;

import static io.skep.model.TaskState.RUNNING;

import io.skep.model.NodeId;
import io.skep.model.Task;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.model.View;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Passage;
import io.skep.model.net.Traffic;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What tasks with networks wait for: that every node that can send to them knows their addresses
 * before they start, and that nobody is sent there any more before they are stopped, and what was
 * sent is taken. Each wait has an end, so that a node that is stuck delays others and stops nobody.
 */
final class Gates {

    private static final Duration TO_START = Duration.ofSeconds(3);
    private static final Duration TO_STOP = Duration.ofSeconds(5);
    // what came before nobody was sent there any more may still wait for the program to take it
    private static final Duration TO_TAKE = Duration.ofSeconds(1);

    /** Whom the gates ask, and tell. */
    interface Site {

        /** The newest state. */
        View view();

        /** Whether a node is made so as the newest state under a key says. */
        boolean knows(NodeId node, String key);

        /** A passage opened. */
        void tell(NodeId node, TaskId task);

        /** Everything for now was told. */
        void flush();
    }

    private static final class Gate {

        private final NodeId node;
        private boolean connected;
        private boolean released;
        private boolean leaving;
        private boolean left;
        private Cancellable deadline = () -> {};

        private Gate(NodeId node) {
            this.node = node;
        }
    }

    private final Loop loop;
    private final Atlas atlas;
    private final Site site;
    private final SortedMap<TaskId, Gate> gates = new TreeMap<>();
    private final SortedSet<TaskId> waiting = new TreeSet<>();

    Gates(Loop loop, Atlas atlas, Site site) {
        this.loop = loop;
        this.atlas = atlas;
        this.site = site;
    }

    /** A task's endpoints are new, changed or gone. */
    void moved(TaskId task) {
        var endpoints = atlas.endpoints(task);
        if (endpoints.isEmpty()) {
            forget(task);
            return;
        }
        var endpoint = endpoints.get(endpoints.firstKey());
        var gate = gates.get(task);
        if (gate == null) {
            gate = new Gate(endpoint.node());
            gates.put(task, gate);
            await(task, gate, TO_START);
            site.tell(gate.node, task);
        }
        if (endpoint.traffic() == Traffic.LEAVING && !gate.leaving) {
            gate.leaving = true;
            await(task, gate, TO_STOP);
        }
        check(task);
    }

    private void await(TaskId task, Gate gate, Duration longest) {
        waiting.add(task);
        gate.deadline.cancel();
        gate.deadline = loop.schedule(longest, () -> late(task, gate));
    }

    private void late(TaskId task, Gate gate) {
        open(task, gate);
        site.flush();
    }

    /** A node is made so as these keys say. */
    void realised(List<String> keys) {
        for (var key : keys) {
            int slash = key.indexOf('/');
            if (slash >= 0) {
                check(new TaskId(key.substring(slash + 1)));
            }
        }
    }

    /** A node may have gone, which nobody waits for any more. */
    void checkAll() {
        List.copyOf(waiting).forEach(this::check);
    }

    private void check(TaskId task) {
        var gate = gates.get(task);
        if (gate == null || !waiting.contains(task) || !mayPass(task, gate)) {
            return;
        }
        if (!gate.leaving || !runs(task)) {
            open(task, gate);
        } else if (!gate.left) {
            gate.left = true;
            await(task, gate, TO_TAKE);
        }
    }

    /** Whether connections may wait in it. */
    private boolean runs(TaskId task) {
        return site.view().tasks().get(task).filter(it -> it.state() == RUNNING).isPresent();
    }

    private boolean mayPass(TaskId task, Gate gate) {
        var state = site.view().tasks().get(task).map(Task::state).orElse(TaskState.NEW);
        var runs = !state.before(TaskState.RUNNING);
        // one that runs has started; one that never ran was never sent anything
        return runs != gate.leaving
                || atlas.endpoints(task).values().stream().allMatch(this::known);
    }

    private boolean known(Endpoint endpoint) {
        return atlas.nodes(endpoint.network()).stream()
                .filter(node -> !down(node))
                .allMatch(node -> site.knows(node, endpoint.key()));
    }

    private boolean down(NodeId node) {
        return Draughtsman.down(site.view(), node);
    }

    private void open(TaskId task, Gate gate) {
        waiting.remove(task);
        gate.deadline.cancel();
        gate.connected = true;
        gate.released = gate.leaving;
        site.tell(gate.node, task);
    }

    private void forget(TaskId task) {
        waiting.remove(task);
        var gate = gates.remove(task);
        if (gate != null) {
            gate.deadline.cancel();
            site.tell(gate.node, task);
        }
    }

    /** A node's tasks that have a passage. */
    List<String> keys(NodeId node) {
        return gates.entrySet().stream()
                .filter(entry -> entry.getValue().node.equals(node))
                .map(entry -> entry.getKey().value())
                .toList();
    }

    /** What a node is to know of its task's passage. */
    Optional<Passage> passage(NodeId node, TaskId task) {
        return Optional.ofNullable(gates.get(task))
                .filter(gate -> gate.node.equals(node))
                .map(gate -> new Passage(task, gate.connected, gate.released, drain(task, gate)));
    }

    private Duration drain(TaskId task, Gate gate) {
        return gate.leaving ? Courtesy.of(task, site.view()) : Duration.ZERO;
    }

    /** Nobody waits any more. */
    void end() {
        gates.values().forEach(gate -> gate.deadline.cancel());
    }
}
