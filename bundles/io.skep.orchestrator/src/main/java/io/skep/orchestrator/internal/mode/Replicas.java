package io.skep.orchestrator.internal.mode;

import io.skep.model.Service;
import io.skep.model.Slot;
import io.skep.model.Task;
import io.skep.orchestrator.internal.restart.Supervisor;
import io.skep.orchestrator.internal.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A number of equal slots. Source: swarm-behaviour SV-1, TK-11, EN-7. */
public final class Replicas implements Mode {

    private final Work work;
    private final Supervisor supervisor;
    private final long wanted;
    private final List<Slot> taken = new ArrayList<>();
    private final List<Slot> dead = new ArrayList<>();

    /** Of a service with these tasks. */
    public Replicas(Work work, Service service, long wanted, List<Task> tasks) {
        this.work = work;
        this.supervisor = new Supervisor(work, service);
        this.wanted = wanted;
        Slot.numbered(tasks).forEach(slot -> (supervisor.taken(slot) ? taken : dead).add(slot));
    }

    @Override
    public void plan() {
        var kept = ScaleDown.kept(taken, wanted);
        if (kept.size() < taken.size()) {
            var numbers = numbers(kept);
            taken.stream().filter(slot -> !numbers.contains(slot.number())).forEach(this::forget);
        }
        kept.forEach(supervisor::tend);
        var grown = grow();
        dead.stream().filter(slot -> !grown.contains(slot.number())).forEach(this::forget);
    }

    private static TreeSet<Integer> numbers(List<Slot> slots) {
        var numbers = new TreeSet<Integer>();
        slots.forEach(slot -> numbers.add(slot.number()));
        return numbers;
    }

    /** Fills the lowest free numbers until there are enough; returns them. */
    private TreeSet<Integer> grow() {
        var grown = new TreeSet<Integer>();
        var numbers = taken.iterator();
        int next = numbers.hasNext() ? numbers.next().number() : Integer.MAX_VALUE;
        int number = 0;
        for (long missing = wanted - taken.size(); missing > 0 && !work.full(); missing--) {
            number++;
            while (number == next) {
                next = numbers.hasNext() ? numbers.next().number() : Integer.MAX_VALUE;
                number++;
            }
            work.create(supervisor.fresh(Slot.numbered(number)));
            grown.add(number);
        }
        return grown;
    }

    private void forget(Slot slot) {
        for (var task : slot.tasks()) {
            if (!work.full()) {
                work.forget(task);
            }
        }
    }
}
