package io.skep.agent.internal.shelf;

import io.skep.codec.Codec;
import io.skep.model.NodeDescription;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.TaskStatus;
import io.skep.model.net.Wiring;
import io.skep.model.spec.Given;
import io.skep.model.spec.Payload;
import io.skep.seam.Disk;
import io.skep.seam.vault.SealException;
import io.skep.slice.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slice on disk: one file with all assignments, since they come in crowds, and one for each
 * observed status, since those come one by one and from several threads; networks are in a {@link
 * Ledger}. Credentials are left out. Source: swarm-behaviour TK-8.
 */
final class Cabinet {

    private static final Logger log = LoggerFactory.getLogger(Cabinet.class);
    private static final String ASSIGNMENTS = "assignments";
    private static final String DESCRIPTION = "description";
    private static final String STATUS = "status.";

    private final Disk disk;
    private final Ledger ledger;

    /** All assignments. */
    public record Kept(List<KeptTask> tasks) {

        /** Absent means none. */
        public Kept {
            tasks = Given.list(tasks);
        }
    }

    /** An assignment without credentials. */
    public record KeptTask(TaskId task, TaskPlan plan) {}

    Cabinet(Disk disk) {
        this.disk = disk;
        this.ledger = new Ledger(new Files());
    }

    /** What the ledger writes on. */
    private final class Files implements Ledger.Papers {

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
        var assignments = new ArrayList<Assignment>();
        read(ASSIGNMENTS, Kept.class).stream()
                .flatMap(kept -> kept.tasks().stream())
                .map(kept -> new Assignment(kept.task(), kept.plan(), Payload.EMPTY))
                .forEach(assignments::add);
        return new Shelf(new TreeMap<>(), new TreeMap<>(), statuses)
                .changed(assignments, List.of());
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
        var tasks =
                shelf.assignments().values().stream()
                        .map(order -> new KeptTask(order.task(), order.plan()))
                        .toList();
        disk.replace(ASSIGNMENTS, Codec.bytes(new Kept(tasks)));
    }

    /**
     * How far a task is, its container tells as well; that it has ended may be all that is left.
     */
    void keep(TaskId task, TaskStatus status) {
        if (status.state().terminal()) {
            disk.replace(STATUS + task, Codec.bytes(status));
        } else {
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
