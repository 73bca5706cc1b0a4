package io.skep.agent.internal.shelf;

import io.skep.codec.Codec;
import io.skep.model.NodeDescription;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.model.net.Wiring;
import io.skep.model.spec.Given;
import io.skep.model.spec.Payload;
import io.skep.seam.Disk;
import io.skep.seam.vault.SealException;
import io.skep.slice.Assignment;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slice on disk: one file with all assignments, since they come in crowds, and what changed
 * since ({@link Scroll}); one for each observed status, since those come one by one and from
 * several threads; networks are in a {@link Ledger}. Credentials are left out. Source:
 * swarm-behaviour TK-8.
 */
final class Cabinet {

    private static final Logger log = LoggerFactory.getLogger(Cabinet.class);
    private static final String ASSIGNMENTS = "assignments";
    private static final String DESCRIPTION = "description";
    private static final String STATUS = "status.";

    private final Disk disk;
    private final Ledger ledger;
    private final Scroll<Kept, KeptChange> assignments;
    // assignments that were written as changes since all of them were
    private int changed;

    /** All assignments. */
    public record Kept(long number, List<KeptTask> tasks) implements Scroll.Numbered {

        /** Absent means none. */
        public Kept {
            tasks = Given.list(tasks);
        }
    }

    /** Assignments that changed, came or went. */
    public record KeptChange(long after, long number, List<KeptTask> some, List<TaskId> removed)
            implements Scroll.Step {

        /** Absent means none. */
        public KeptChange {
            some = Given.list(some);
            removed = Given.list(removed);
        }

        int size() {
            return some.size() + removed.size();
        }
    }

    /** An assignment without credentials. */
    public record KeptTask(TaskId task, TaskPlan plan) {}

    Cabinet(Disk disk) {
        this.disk = disk;
        var files = new Files();
        this.ledger = new Ledger(files);
        this.assignments = new Scroll<>(files, ASSIGNMENTS, Kept.class, KeptChange.class);
    }

    /** What the ledger writes on. */
    private final class Files implements Scroll.Papers {

        @Override
        public <T extends Record> Optional<T> read(String name, Class<T> type) {
            return Cabinet.this.read(name, type);
        }

        @Override
        public void write(String name, Record content) {
            disk.replace(name, Codec.bytes(content));
        }

        @Override
        public void delete(String name) {
            disk.delete(name);
        }

        @Override
        public List<String> names() {
            return disk.names();
        }
    }

    /** Everything there is. */
    Shelf read() {
        var statuses = new TreeMap<TaskId, TaskStatus>();
        for (var name : disk.names()) {
            if (name.startsWith(STATUS)) {
                var task = new TaskId(name.substring(STATUS.length()));
                read(name, TaskStatus.class).ifPresent(status -> statuses.put(task, status));
            }
        }
        var shelf = new Shelf(new TreeMap<>(), new TreeMap<>(), statuses);
        var whole = assignments.whole().map(Kept::tasks).orElse(List.of());
        shelf = shelf.changed(orders(whole), List.of());
        changed = 0;
        for (var change : assignments.steps()) {
            changed += change.size();
            shelf = shelf.changed(orders(change.some()), change.removed());
        }
        return shelf;
    }

    private static List<Assignment> orders(List<KeptTask> tasks) {
        return tasks.stream()
                .map(kept -> new Assignment(kept.task(), kept.plan(), Payload.EMPTY))
                .toList();
    }

    Optional<NodeDescription> description() {
        return read(DESCRIPTION, NodeDescription.class);
    }

    Wiring wiring() {
        return ledger.read();
    }

    /** What cannot be read is as if it were not there: the manager will say it again. */
    private <T extends Record> Optional<T> read(String name, Class<T> type) {
        try {
            return disk.read(name).map(bytes -> Codec.value(bytes, type));
        } catch (IllegalArgumentException unreadable) {
            log.warn("slice: file {} cannot be read and is ignored", name, unreadable);
            return Optional.empty();
        } catch (SealException torn) {
            if (!name.startsWith(STATUS)) {
                throw torn;
            }
            log.warn("slice: file {} was torn and is ignored: {}", name, torn.getMessage());
            return Optional.empty();
        }
    }

    void keep(Shelf shelf) {
        var tasks = kept(shelf.assignments().values());
        assignments.rewrite(new Kept(assignments.number() + 1, tasks));
        changed = 0;
    }

    /**
     * Keeps a shelf of which these changed since the last one. When as much has changed as there
     * is, everything is written: so a crowd that comes in pieces is written twice, not ever again.
     */
    void keep(Shelf shelf, List<Assignment> some, List<TaskId> removed) {
        long before = assignments.number();
        var change = new KeptChange(before, before + 1, kept(some), removed);
        if (assignments.hasRoom() && changed + change.size() <= shelf.size()) {
            assignments.write(change);
            changed += change.size();
        } else {
            keep(shelf);
        }
    }

    private static List<KeptTask> kept(Collection<Assignment> orders) {
        return orders.stream().map(order -> new KeptTask(order.task(), order.plan())).toList();
    }

    /**
     * How far a task is, its container tells as well; that it has ended may be all that is left.
     * What comes before it is ready is done again by a node that does not remember it.
     */
    void keep(TaskId task, TaskStatus status) {
        if (status.state().terminal()) {
            disk.replace(STATUS + task, Codec.bytes(status));
        } else if (!status.state().before(TaskState.READY)) {
            disk.jot(STATUS + task, Codec.bytes(status));
        }
    }

    void keep(NodeDescription description) {
        disk.replace(DESCRIPTION, Codec.bytes(description));
    }

    void keep(Wiring wiring) {
        ledger.write(wiring);
    }

    void forget(TaskId task) {
        disk.delete(STATUS + task);
    }

    /** Forgets the statuses of all tasks but these. */
    void forgetAllBut(Set<TaskId> tasks) {
        disk.names().stream()
                .filter(name -> name.startsWith(STATUS))
                .map(name -> new TaskId(name.substring(STATUS.length())))
                .filter(task -> !tasks.contains(task))
                .forEach(this::forget);
    }
}
