package io.skep.runtime.engine.internal.ledger;

import io.skep.codec.Codec;
import io.skep.model.TaskId;
import io.skep.runtime.spi.Handle;
import io.skep.seam.Disk;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which runtime made what for which task, on disk: so that containers are adopted, never started
 * again, by whoever comes after us.
 */
public final class Ledger {

    private static final Logger log = LoggerFactory.getLogger(Ledger.class);

    private final Disk disk;
    private final SortedMap<TaskId, Handle> handles = new TreeMap<>();

    /** The ledger on a disk, not read yet. */
    public Ledger(Disk disk) {
        this.disk = disk;
    }

    /** Reads what a former process left. */
    public void load() {
        for (var name : disk.names()) {
            disk.read(name).ifPresent(bytes -> read(name, bytes));
        }
    }

    private void read(String name, byte[] bytes) {
        try {
            var handle = Codec.value(bytes, Handle.class);
            handles.put(handle.task(), handle);
        } catch (IllegalArgumentException unreadable) {
            // list() of the runtime finds the container again
            log.warn("task {}: its handle cannot be read: {}", name, unreadable.getMessage());
        }
    }

    /** All handles, by task. */
    public List<Handle> handles() {
        return List.copyOf(handles.values());
    }

    /** A task's handle. */
    public Optional<Handle> of(TaskId task) {
        return Optional.ofNullable(handles.get(task));
    }

    /** Keeps a handle; it is on disk when this returns. */
    public void put(Handle handle) {
        if (!handle.equals(handles.get(handle.task()))) {
            disk.replace(handle.task().value(), Codec.bytes(handle));
            handles.put(handle.task(), handle);
        }
    }

    /** Forgets a task. */
    public void remove(TaskId task) {
        if (handles.remove(task) != null) {
            disk.delete(task.value());
        }
    }
}
