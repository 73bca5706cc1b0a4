package io.skep.scheduler.engine.internal.fleet;

import io.skep.model.Node;
import io.skep.model.NodeId;
import io.skep.model.Task;
import io.skep.model.spec.GenericResource;
import io.skep.model.spec.Resources;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A node and what is on it, as this turn's placements change it. Source: swarm-behaviour RE-2. */
public final class NodeLoad {

    private final Node node;
    private final int index;
    private final Resources total;
    private final @Nullable Generics generics;
    private final Set<String> ports = new HashSet<>(0); // asked, never iterated
    private long freeNanoCpus;
    private long freeMemoryBytes;
    private int tasks;
    private @Nullable Resources free;

    NodeLoad(Node node, int index) {
        this.node = node;
        this.index = index;
        var status = node.status();
        this.total = status == null ? Resources.NONE : status.value().description().resources();
        this.generics =
                total.genericResources().isEmpty() ? null : new Generics(total.genericResources());
        this.freeNanoCpus = total.nanoCpus();
        this.freeMemoryBytes = total.memoryBytes();
    }

    /** The node. */
    public Node node() {
        return node;
    }

    /** Its id. */
    public NodeId id() {
        return node.id();
    }

    /** Its place among all nodes, from 0, in id order. */
    public int index() {
        return index;
    }

    /** Active tasks on it: those that are wanted. Source: swarm-behaviour SC-6. */
    public int tasks() {
        return tasks;
    }

    /** What it has in all. */
    public Resources total() {
        return total;
    }

    /** What is not reserved. */
    public Resources free() {
        var known = free;
        if (known == null) {
            known = new Resources(freeNanoCpus, freeMemoryBytes, freeGenerics());
            free = known;
        }
        return known;
    }

    /** Whether a host port is taken. */
    public boolean taken(String port) {
        return ports.contains(port);
    }

    /**
     * How many tasks with this reservation it has room for. Who reserves anything is refused by a
     * node that has less than nothing of something else, as in Swarm; who reserves nothing is not.
     */
    public long room(Resources need) {
        var generic = need.genericResources();
        if (need.nanoCpus() == 0 && need.memoryBytes() == 0 && generic.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long room =
                Math.min(
                        times(freeNanoCpus, need.nanoCpus()),
                        times(freeMemoryBytes, need.memoryBytes()));
        if (generic.isEmpty()) {
            return room;
        }
        return generics == null ? 0 : Math.min(room, generics.room(generic));
    }

    private static long times(long free, long need) {
        if (free < need) {
            return 0;
        }
        return need == 0 ? Long.MAX_VALUE : free / need;
    }

    /** Counts a task that is on it already. */
    void hold(Task task) {
        var plan = task.plan().value();
        take(plan.spec().reservations(), Need.hostPorts(plan.ports()));
        if (generics != null) {
            generics.consume(plan.genericResources());
        }
        if (plan.wanted()) {
            tasks++;
        }
    }

    /**
     * Counts a task that is placed on it now.
     *
     * @return the generic resources it claims
     */
    List<GenericResource> place(Need need) {
        take(need.resources(), need.hostPorts());
        tasks++;
        var wanted = need.resources().genericResources();
        return generics == null || wanted.isEmpty() ? List.of() : generics.claim(wanted);
    }

    private void take(Resources reserved, List<String> hostPorts) {
        freeNanoCpus -= reserved.nanoCpus();
        freeMemoryBytes -= reserved.memoryBytes();
        ports.addAll(hostPorts);
        free = null;
    }

    private List<GenericResource> freeGenerics() {
        return generics == null ? List.of() : generics.free();
    }
}
