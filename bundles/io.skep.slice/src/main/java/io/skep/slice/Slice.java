package io.skep.slice;

import io.skep.model.NetworkId;
import io.skep.model.NodeDescription;
import io.skep.model.TaskId;
import io.skep.model.TaskStatus;
import io.skep.model.net.Link;
import io.skep.model.net.Wiring;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** What this node is to run, and what it runs. Safe for use by any thread. */
@ProviderType
public interface Slice {

    /**
     * The tasks of this node, each until the manager says that it may be forgotten. Immutable.
     * After a restart: what was assigned before, until a manager is heard. Source: swarm-behaviour
     * TK-8.
     */
    SortedMap<TaskId, Assignment> assignments();

    /**
     * Secrets and configs the tasks refer to; one that was removed before its task was assigned is
     * not among them. Kept in memory only: absent until a manager was heard since the start.
     * Changes together with {@link #assignments()}.
     */
    default Optional<Enclosures> enclosures() {
        return Optional.empty();
    }

    /** What was observed of the tasks in {@link #assignments()}. Immutable. */
    SortedMap<TaskId, TaskStatus> observed();

    /**
     * Calls back, at once and after every change of the assignments, the wiring, the links or who
     * is hushed, on the given loop.
     */
    Cancellable watch(Loop loop, Runnable changed);

    /**
     * Records what a task came to. A state lower than the recorded one is ignored; an unknown task
     * too. It is on disk when this returns, and will be reported until a manager acknowledged it.
     */
    void observe(TaskId task, TaskStatus status);

    /** Records the node's facts; reported when they differ from those before. */
    void describe(NodeDescription description);

    /**
     * What this node knows of networks. After a restart: what was known before, until a manager is
     * heard.
     */
    Wiring wiring();

    /**
     * Whether a manager said {@link #wiring} since the process started; else it is what the disk
     * remembers, which may be older than what the kernel does.
     */
    default boolean wiringHeard() {
        return true;
    }

    /**
     * {@code network.engine} has made this node so as the wiring of that number says; managers wait
     * for it before they let tasks start and stop.
     */
    void realised(long number);

    /** The networks that are ready on this node. Immutable. */
    SortedMap<NetworkId, Link> links();

    /**
     * Records which networks are ready on this node. A change calls watchers back. Kept in memory
     * only: after a restart {@code network.engine} says it again.
     */
    void linked(SortedMap<NetworkId, Link> ready);

    /** Networks that this node cannot have, with the reason as users are to read it. Immutable. */
    default SortedMap<NetworkId, String> refusals() {
        return Collections.emptySortedMap();
    }

    /**
     * Records which networks this node cannot have. A change calls watchers back. Kept in memory
     * only.
     */
    default void refuse(SortedMap<NetworkId, String> reasons) {}

    /**
     * Records whether this node can have networks that other nodes have too; until it is said, it
     * cannot. Its description says so: plugin {@code Network/overlay}.
     */
    default void overlay(boolean offered) {}

    /**
     * Records the public key with which frames to this node are encrypted; until it is said, and
     * when it is empty, this node has no networks that are to be encrypted.
     */
    default void cipher(String key) {}

    /** Tasks of this node that are asked nothing for a moment. Immutable. */
    default SortedSet<TaskId> hushed() {
        return Collections.emptySortedSet();
    }

    /**
     * A task of this node is being told to stop: what is asked over connections that are open waits
     * until it is not so any more. A change calls watchers back. Kept in memory only.
     */
    default void hush(TaskId task, boolean hushed) {}

    /** Completes when the slice was read from disk; assignments are meaningful from then on. */
    CompletionStage<Void> ready();
}
