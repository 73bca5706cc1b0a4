package io.skep.scheduler.engine.internal.filter;

import io.skep.model.spec.GenericResource;
import io.skep.model.spec.Resources;
import io.skep.scheduler.engine.internal.fleet.Need;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node has too little of for a task. What others on the node could give back is to be freed;
 * what the node never had cannot be, so the task has to ask for less.
 */
final class Shortage {

    private static final long MEBIBYTE = 1L << 20;

    private final Refusal refusal;
    private final Resources wanted;
    private final Resources free;
    private final Resources total;

    /**
     * One kind of resource.
     *
     * @param lacking how much is missing
     * @param freeable whether that much could be freed
     * @param asking the service's update with what is free; empty when there is none that helps
     */
    private record Lack(String missing, String lacking, boolean freeable, String asking) {}

    Shortage(Need need, Refusal refusal) {
        this.refusal = refusal;
        this.wanted = need.resources();
        this.free = refusal.node().free();
        this.total = refusal.node().total();
    }

    List<Fix> fixes() {
        var fixes = new ArrayList<Fix>();
        if (free.nanoCpus() < wanted.nanoCpus()) {
            fixes.add(fix(cpus()));
        }
        if (free.memoryBytes() < wanted.memoryBytes()) {
            fixes.add(fix(memory()));
        }
        for (var generic : wanted.genericResources()) {
            generic(generic, fixes);
        }
        return fixes;
    }

    private Lack cpus() {
        long want = wanted.nanoCpus();
        return new Lack(
                "needs " + Room.cpus(want) + " CPUs, has " + Room.cpus(free.nanoCpus()) + " free",
                Room.cpus(want - free.nanoCpus()) + " CPUs",
                want <= total.nanoCpus(),
                want > 0 && free.nanoCpus() >= 0
                        ? refusal.update("--reserve-cpu " + Room.cpus(free.nanoCpus()))
                        : "");
    }

    private Lack memory() {
        long want = wanted.memoryBytes();
        long left = free.memoryBytes();
        return new Lack(
                "needs " + Room.mib(want) + " of memory, has " + Room.mib(left) + " free",
                Room.mib(want - left) + " of memory",
                want <= total.memoryBytes(),
                want > 0 && left >= 0 ? refusal.update("--reserve-memory " + bytes(left)) : "");
    }

    private void generic(GenericResource generic, List<Fix> fixes) {
        var asked = generic.discreteResourceSpec();
        var kind = generic.kind();
        var without = "--generic-resource-rm " + kind;
        if (asked == null) {
            var missing = kind + ": only numbers of it can be asked for";
            fixes.add(new Fix(missing, refusal.update(without), Fix.WISH));
            return;
        }
        long left = Room.count(kind, free);
        if (left >= asked.value()) {
            return;
        }
        var less = left > 0 ? without + " --generic-resource-add " + kind + "=" + left : without;
        fixes.add(
                fix(
                        new Lack(
                                "needs " + asked.value() + " " + kind + ", has " + left + " free",
                                asked.value() - left + " " + kind,
                                asked.value() <= Room.count(kind, total),
                                refusal.update(less))));
    }

    private Fix fix(Lack lack) {
        var change = "free " + lack.lacking() + " on " + refusal.nodeName();
        if (lack.freeable()) {
            return new Fix(lack.missing(), change, lack.asking(), Fix.ROOM);
        }
        return lack.asking().isEmpty()
                ? new Fix(
                        lack.missing(),
                        "give " + refusal.nodeName() + " " + lack.lacking() + " more",
                        Fix.MACHINE)
                : new Fix(lack.missing(), lack.asking(), Fix.WISH);
    }

    /** As the CLI reads it. */
    private static String bytes(long count) {
        return count % MEBIBYTE == 0 ? count / MEBIBYTE + "m" : count + "b";
    }
}
