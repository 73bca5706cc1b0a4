package io.skep.store.engine.internal.draft;

import io.skep.model.Change;
import io.skep.model.Cluster;
import io.skep.model.Config;
import io.skep.model.Id;
import io.skep.model.Kind;
import io.skep.model.Network;
import io.skep.model.Node;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.Secret;
import io.skep.model.Service;
import io.skep.model.ServiceId;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.model.Table;
import io.skep.model.Task;
import io.skep.model.Writer;
import io.skep.store.Draft;
import io.skep.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A draft on top of a state. What it refuses once, it refuses for good. */
public final class Scratch implements Draft {

    /** How many changes a transaction may have. Source: swarm-behaviour RA-4 */
    public static final int MAX_CHANGES = 200;

    private final Writer writer;
    private final State base;
    private final Stamp stamp;
    private final List<Change> changes = new ArrayList<>();
    private State state;
    private @Nullable StoreException refusal;

    /**
     * An empty draft.
     *
     * @param stamp of the commit it is to become
     */
    public Scratch(Writer writer, State base, Stamp stamp) {
        this.writer = writer;
        this.base = base;
        this.stamp = stamp;
        this.state = base;
    }

    /**
     * What was written.
     *
     * @throws StoreException when something was refused, even if the body did not mind
     */
    public List<Change> changes() {
        if (refusal != null) {
            throw refusal;
        }
        return changes;
    }

    @Override
    public <T extends Record> void put(Part<T> part, Id id, T value) {
        allow(part.writer(), part.name(), id);
        add(Change.put(part, id, value));
    }

    @Override
    public void remove(Kind kind, Id id) {
        allow(kind == Kind.TASK ? Writer.PLANNER : Writer.CONTROL, kind.label(), id);
        add(Change.remove(kind, id));
    }

    private void allow(Writer owner, String what, Id id) {
        if (owner != writer) {
            throw refused(
                    StoreException.Reason.WRONG_WRITER,
                    what + " " + id.value() + " belongs to " + owner + ", not to " + writer);
        }
    }

    private void add(Change change) {
        var next = state.after(change, stamp);
        if (next == state) {
            return;
        }
        if (changes.size() == MAX_CHANGES) {
            throw refused(
                    StoreException.Reason.TOO_LARGE,
                    "a transaction has at most " + MAX_CHANGES + " changes");
        }
        changes.add(change);
        state = next;
    }

    private StoreException refused(StoreException.Reason reason, String message) {
        refusal = new StoreException(reason, message);
        return refusal;
    }

    @Override
    public long index() {
        return base.index();
    }

    @Override
    public Optional<Cluster> cluster() {
        return state.cluster();
    }

    @Override
    public Table<Node> nodes() {
        return state.nodes();
    }

    @Override
    public Table<Service> services() {
        return state.services();
    }

    @Override
    public Table<Task> tasks() {
        return state.tasks();
    }

    @Override
    public Table<Network> networks() {
        return state.networks();
    }

    @Override
    public Table<Secret> secrets() {
        return state.secrets();
    }

    @Override
    public Table<Config> configs() {
        return state.configs();
    }

    @Override
    public List<Task> tasksOf(ServiceId service) {
        return state.tasksOf(service);
    }

    @Override
    public List<Task> tasksOn(NodeId node) {
        return state.tasksOn(node);
    }
}
