package io.skep.store.engine.internal.snapshot;

import io.skep.model.Change;
import io.skep.model.Cluster;
import io.skep.model.Id;
import io.skep.model.Network;
import io.skep.model.Node;
import io.skep.model.Part;
import io.skep.model.Service;
import io.skep.model.Stored;
import io.skep.model.Task;
import io.skep.model.View;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Every part of a view as a row, in an order in which they can be put back. */
final class Rows {

    private final Consumer<Row> out;

    private Rows(Consumer<Row> out) {
        this.out = out;
    }

    /** Hands out all rows of a view. */
    static void of(View view, Consumer<Row> out) {
        new Rows(out).all(view);
    }

    private void all(View view) {
        view.cluster().ifPresent(this::cluster);
        view.nodes().forEach(this::node);
        view.services().forEach(this::service);
        view.networks().forEach(this::network);
        view.secrets().forEach(it -> row(Part.SECRET_SPEC, it.id(), it.spec()));
        view.configs().forEach(it -> row(Part.CONFIG_SPEC, it.id(), it.spec()));
        view.tasks().forEach(this::task);
    }

    private void cluster(Cluster cluster) {
        row(Part.CLUSTER_SPEC, cluster.id(), cluster.spec());
        row(Part.CLUSTER_TRUST, cluster.id(), cluster.trust());
        row(Part.CLUSTER_LOCK, cluster.id(), cluster.lock());
    }

    private void node(Node node) {
        row(Part.NODE_SPEC, node.id(), node.spec());
        row(Part.NODE_STATUS, node.id(), node.status());
        row(Part.NODE_GRANT, node.id(), node.grant());
        row(Part.NODE_IDENTITY, node.id(), node.identity());
    }

    private void service(Service service) {
        row(Part.SERVICE_SPEC, service.id(), service.wish());
        row(Part.SERVICE_PLAN, service.id(), service.plan());
    }

    private void network(Network network) {
        row(Part.NETWORK_SPEC, network.id(), network.spec());
        row(Part.NETWORK_PLAN, network.id(), network.plan());
        row(Part.NETWORK_GUESTS, network.id(), network.guests());
        row(Part.NETWORK_SEATS, network.id(), network.seats());
    }

    private void task(Task task) {
        row(Part.TASK_PLAN, task.id(), task.plan());
        row(Part.TASK_STATUS, task.id(), task.status());
    }

    private <T extends Record> void row(Part<T> part, Id id, @Nullable Stored<T> stored) {
        if (stored != null) {
            out.accept(
                    new Row(
                            Change.put(part, id, stored.value()),
                            stored.version(),
                            stored.createdAt(),
                            stored.updatedAt()));
        }
    }
}
