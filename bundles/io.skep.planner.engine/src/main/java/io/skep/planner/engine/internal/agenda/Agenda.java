package io.skep.planner.engine.internal.agenda;

import io.skep.model.Change;
import io.skep.model.Network;
import io.skep.model.NetworkId;
import io.skep.model.Node;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.Service;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskId;
import io.skep.model.View;
import io.skep.store.Commit;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What changed since the last turn. It may name too much, never too little: a stage that looks at
 * something unchanged decides nothing.
 */
public final class Agenda {

    private final SortedSet<ServiceId> services = new TreeSet<>();
    private final SortedSet<NodeId> nodes = new TreeSet<>();
    private final SortedSet<NetworkId> networks = new TreeSet<>();
    private final Waiting waiting = new Waiting();
    private boolean everything = true;
    private boolean reschedule;

    /** Whether there is nothing to look at. */
    public boolean isEmpty() {
        return !everything
                && !reschedule
                && services.isEmpty()
                && nodes.isEmpty()
                && networks.isEmpty();
    }

    /** Looks at everything: a new leader, a missed commit, other policies, another stage. */
    public void everything() {
        everything = true;
    }

    /** Looks at what waits for a node. */
    public void reschedule() {
        reschedule = true;
    }

    /** Looks at services whose time has come. */
    public void services(Collection<ServiceId> due) {
        services.addAll(due);
        reschedule |= !due.isEmpty();
    }

    /** Looks at what a turn looked at whose draft was lost. */
    public void again(Work lost) {
        services.addAll(lost.services());
        nodes.addAll(lost.nodes());
        networks.addAll(lost.networks());
        reschedule = true;
    }

    /** Notes what a commit changed. */
    public void commit(Commit commit) {
        for (var change : commit.changes()) {
            switch (change.kind()) {
                case TASK -> task(change.id(), commit);
                case SERVICE -> service(change);
                case NODE -> nodes.add(new NodeId(change.id()));
                case CLUSTER -> everything |= policies(change);
                case NETWORK -> network(new NetworkId(change.id()), commit);
                case SECRET, CONFIG -> {} // tasks name them; nothing is planned for them
            }
        }
    }

    /** Everything there is to look at in this view; afterwards the agenda is empty. */
    public Work take(View view) {
        if (everything) {
            all(view);
        }
        nodes.forEach(node -> affected(node, view));
        if (!nodes.isEmpty()) {
            view.services().stream().filter(Agenda::perNode).forEach(s -> services.add(s.id()));
        }
        boolean roomy = reschedule || !nodes.isEmpty() || !networks.isEmpty();
        if (roomy) {
            services.addAll(waiting.in(view));
        }
        var work =
                new Work(
                        new TreeSet<>(services),
                        new TreeSet<>(nodes),
                        new TreeSet<>(networks),
                        roomy);
        clear();
        return work;
    }

    private void all(View view) {
        view.services().forEach(service -> services.add(service.id()));
        view.tasks().forEach(this::task);
        view.nodes().stream().map(Node::id).forEach(nodes::add);
        view.networks().stream().map(Network::id).forEach(networks::add);
        reschedule = true;
    }

    private void clear() {
        services.clear();
        nodes.clear();
        networks.clear();
        everything = false;
        reschedule = false;
    }

    /** What a service had may be what another one's tasks wait for. */
    private void service(Change change) {
        services.add(new ServiceId(change.id()));
        reschedule |= change instanceof Change.Remove;
    }

    /** How far its addresses were given is of the planner's own making. */
    private void network(NetworkId id, Commit commit) {
        if (!Network.isAlike(id, commit.before(), commit.after())) {
            networks.add(id);
        }
    }

    private void task(String id, Commit commit) {
        var before = commit.before().tasks().get(new TaskId(id)).orElse(null);
        var after = commit.after().tasks().get(new TaskId(id)).orElse(null);
        if (before != null) {
            services.add(before.plan().value().serviceId());
            reschedule |= frees(before) && (after == null || !frees(after));
        }
        if (after != null) {
            task(after);
        }
    }

    private void task(Task task) {
        services.add(task.plan().value().serviceId());
        waiting.note(task);
    }

    private void affected(NodeId node, View view) {
        view.tasksOn(node).forEach(task -> services.add(task.plan().value().serviceId()));
    }

    /** Whether a node would have more room without this task. */
    private static boolean frees(@Nullable Task task) {
        return task != null && !task.terminal() && task.plan().value().nodeId() != null;
    }

    private static boolean perNode(Service service) {
        return service.spec().mode().perNode() || service.inForce().mode().perNode();
    }

    private static boolean policies(Change change) {
        return !(change instanceof Change.Put put) || put.part() == Part.CLUSTER_SPEC;
    }
}
