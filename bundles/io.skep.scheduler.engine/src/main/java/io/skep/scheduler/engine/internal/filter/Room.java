package io.skep.scheduler.engine.internal.filter;

import io.skep.model.spec.Resources;
import io.skep.scheduler.engine.internal.fleet.Need;
import io.skep.scheduler.engine.internal.fleet.NodeLoad;
import java.math.BigDecimal;
import java.util.List;
import java.util.StringJoiner;

/** What is reserved for the task is free. Source: swarm-behaviour RE-1 to RE-3. */
final class Room implements NodeFilter {

    private static final long MEBIBYTE = 1L << 20;

    @Override
    public String name() {
        return "Resource";
    }

    @Override
    public boolean concerns(Need need) {
        var wanted = need.resources();
        return wanted.nanoCpus() > 0
                || wanted.memoryBytes() > 0
                || !wanted.genericResources().isEmpty();
    }

    @Override
    public boolean accepts(Need need, NodeLoad node, int tasksOfService) {
        return node.room(need.resources()) > 0;
    }

    @Override
    public String reason(Need need, NodeLoad node) {
        var lacking = new StringJoiner("; ");
        var wanted = need.resources();
        var free = node.free();
        var total = node.total();
        if (free.nanoCpus() < wanted.nanoCpus()) {
            lacking.add(text("CPUs", cpus(wanted.nanoCpus()), cpus(total.nanoCpus())));
        }
        if (free.memoryBytes() < wanted.memoryBytes()) {
            lacking.add(text("memory", mib(wanted.memoryBytes()), mib(total.memoryBytes())));
        }
        for (var generic : wanted.genericResources()) {
            var asked = generic.discreteResourceSpec();
            var kind = generic.kind();
            if (asked == null) {
                lacking.add(kind + ": only numbers of it can be asked for");
            } else if (count(kind, free) < asked.value()) {
                lacking.add(text(kind, "" + asked.value(), "" + count(kind, total)));
            }
        }
        return lacking.toString();
    }

    @Override
    public List<Fix> fixes(Need need, Refusal refusal) {
        return new Shortage(need, refusal).fixes();
    }

    @Override
    public String summary(int nodes) {
        return "insufficient resources" + NodeFilter.on(nodes);
    }

    private static String text(String what, String wanted, String total) {
        return what + ": needs " + wanted + " free, has " + total + " in all";
    }

    static String cpus(long nano) {
        return BigDecimal.valueOf(nano, 9).stripTrailingZeros().toPlainString();
    }

    static String mib(long bytes) {
        return bytes % MEBIBYTE == 0 ? bytes / MEBIBYTE + " MiB" : bytes + " B";
    }

    /** How much of a kind there is: as many as have names, if any has. */
    static long count(String kind, Resources total) {
        long counted = 0;
        long named = 0;
        for (var resource : total.genericResources()) {
            var discrete = resource.discreteResourceSpec();
            if (resource.kind().equals(kind)) {
                counted += discrete == null ? 0 : discrete.value();
                named += discrete == null ? 1 : 0;
            }
        }
        return named > 0 ? named : counted;
    }
}
