package io.skep.runtime.engine.internal.net;

import io.skep.model.TaskAttachment;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.net.Passage;
import io.skep.runtime.spi.Attached;
import io.skep.seam.Loop;
import io.skep.slice.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a task waits for on networks: to be prepared, that they are there; to start, that every node
 * knows its addresses; to stop, that nobody is sent to it any more, and that who was has what they
 * asked for. Managers tell the first two; when they do not, because nobody hears them, a deadline
 * of the node's own holds.
 */
public final class Crossing {

    /** How long a task waits at most for what managers say. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TaskId task;
    private final Slice slice;
    private final Callers callers;
    private final Wait start;
    private final Wait stop;
    private final Drain drain;
    private final Hush hush;

    /**
     * Of a task that waits for nothing yet.
     *
     * @param callers who is connected to it
     * @param drive called when a deadline has passed
     */
    public Crossing(TaskId task, Slice slice, Callers callers, Loop loop, Runnable drive) {
        this.task = task;
        this.slice = slice;
        this.callers = callers;
        this.start = new Wait(loop, drive);
        this.stop = new Wait(loop, drive);
        this.drain = new Drain(loop, drive);
        this.hush = new Hush(loop, drive, on -> slice.hush(task, on));
    }

    /** Why this node cannot have one of its networks; empty when it can, or does not know yet. */
    public String refusal(TaskPlan plan) {
        return crossings(plan).stream()
                .flatMap(place -> Optional.ofNullable(reason(place)).stream())
                .findFirst()
                .orElse("");
    }

    private @Nullable String reason(TaskAttachment place) {
        return slice.refusals().get(place.network());
    }

    /** Its networks; absent while one is not ready. */
    public Optional<List<Attached>> networks(TaskPlan plan) {
        var links = slice.links();
        var all = new ArrayList<Attached>();
        for (var place : crossings(plan)) {
            var link = links.get(place.network());
            if (link == null) {
                return Optional.empty();
            }
            all.add(new Attached(link, place));
        }
        return Optional.of(all);
    }

    /** Whether it may start. */
    public boolean mayStart(TaskPlan plan) {
        return passes(plan, start, Passage::connected);
    }

    /**
     * Whether it may be stopped while it works: nobody is sent to it, and nobody is connected to it
     * any more, or the time for that is over and nothing is asked of it at the moment.
     *
     * @param pid of its first process
     */
    public boolean mayStop(TaskPlan plan, long pid) {
        return passes(plan, stop, Passage::released)
                && !drains(plan, pid)
                && !hush.lasts(() -> isOpen(plan, pid));
    }

    private boolean isOpen(TaskPlan plan, long pid) {
        return callers.open(pid, addresses(plan)) > 0;
    }

    private boolean drains(TaskPlan plan, long pid) {
        return slice.wiring()
                .passage(task)
                .filter(Passage::released)
                .filter(passage -> drain.lasts(passage.drain(), () -> isOpen(plan, pid)))
                .isPresent();
    }

    private static List<String> addresses(TaskPlan plan) {
        return crossings(plan).stream()
                .flatMap(place -> place.addresses().stream())
                .map(address -> address.split("/")[0])
                .toList();
    }

    private boolean passes(TaskPlan plan, Wait wait, Predicate<Passage> open) {
        return crossings(plan).isEmpty()
                || slice.wiring().passage(task).filter(open).isPresent()
                || wait.isOver();
    }

    /** Its networks that other nodes have too. */
    private static List<TaskAttachment> crossings(TaskPlan plan) {
        return plan.networks().stream().filter(place -> !place.addresses().isEmpty()).toList();
    }

    /** A deadline that begins when it is first asked for. */
    private static final class Wait {

        private final Loop loop;
        private final Runnable drive;
        private boolean begun;
        private boolean over;

        private Wait(Loop loop, Runnable drive) {
            this.loop = loop;
            this.drive = drive;
        }

        private boolean isOver() {
            if (!begun) {
                begun = true;
                loop.schedule(PATIENCE, this::end);
            }
            return over;
        }

        private void end() {
            over = true;
            drive.run();
        }
    }
}
