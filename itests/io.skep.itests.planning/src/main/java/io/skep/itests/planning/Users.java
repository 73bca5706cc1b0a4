package io.skep.itests.planning;

import io.skep.model.Change;
import io.skep.model.ClusterId;
import io.skep.model.Kind;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.ServiceId;
import io.skep.model.ServiceWish;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.ServiceSpec;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Wishes, committed the way the control room does. Source: swarm-behaviour SV-11, SV-12. */
public final class Users {

    private final Bench bench;

    Users(Bench bench) {
        this.bench = bench;
    }

    /** {@code docker service create}. */
    public ServiceId create(ServiceSpec spec) {
        var id = new ServiceId(bench.id());
        var began = spec.mode().job() ? bench.now() : null;
        put(
                id,
                new ServiceWish(
                        spec,
                        bench.state().index(),
                        null,
                        0,
                        0,
                        began,
                        false,
                        Payload.EMPTY,
                        Payload.EMPTY));
        return id;
    }

    /** {@code docker service update}. */
    public void update(ServiceId id, UnaryOperator<ServiceSpec> change) {
        update(id, change, bench.service(id).wish().value().registryAuth());
    }

    /** {@code docker service update --with-registry-auth}. */
    public void update(ServiceId id, UnaryOperator<ServiceSpec> change, Payload auth) {
        var service = bench.service(id);
        var wish = service.wish().value();
        var job = service.spec().mode().job();
        put(
                id,
                new ServiceWish(
                        change.apply(service.spec()),
                        service.wish().version(),
                        service.inForce(),
                        service.versionInForce(),
                        job ? wish.jobIteration() + 1 : 0,
                        job ? bench.now() : null,
                        false,
                        auth,
                        wish.registryAuth()));
    }

    /** {@code docker service rollback}. */
    public void rollback(ServiceId id) {
        var wish = bench.service(id).wish().value();
        var previous = wish.previous();
        if (previous == null) {
            throw new IllegalStateException("no previous spec");
        }
        put(
                id,
                new ServiceWish(
                        previous,
                        wish.previousVersion(),
                        wish.spec(),
                        wish.specVersion(),
                        0,
                        null,
                        true,
                        wish.previousAuth(),
                        wish.registryAuth()));
    }

    /** {@code docker service rm}. */
    public void remove(ServiceId id) {
        bench.commit(Change.remove(Kind.SERVICE, id));
    }

    /** {@code docker node update --availability}. */
    public void availability(NodeId node, Availability wanted) {
        var spec = spec(node);
        put(node, new NodeSpec(spec.name(), spec.labels(), spec.role(), wanted));
    }

    /** {@code docker node update --label-add}. */
    public void label(NodeId node, String key, String value) {
        var spec = spec(node);
        var labels = new TreeMap<>(spec.labels());
        labels.put(key, value);
        put(node, new NodeSpec(spec.name(), labels, spec.role(), spec.availability()));
    }

    /** {@code docker node rm --force}. */
    public void remove(NodeId node) {
        bench.commit(Change.remove(Kind.NODE, node));
    }

    /** {@code docker swarm update}. */
    public void cluster(ClusterSpec spec) {
        bench.commit(Change.put(Part.CLUSTER_SPEC, new ClusterId("cluster"), spec));
    }

    void join(NodeId node) {
        put(node, new NodeSpec("", Map.of(), NodeRole.WORKER, Availability.ACTIVE));
    }

    private NodeSpec spec(NodeId node) {
        return bench.state().nodes().get(node).orElseThrow().spec().value();
    }

    private void put(NodeId node, NodeSpec spec) {
        bench.commit(Change.put(Part.NODE_SPEC, node, spec));
    }

    private void put(ServiceId id, ServiceWish wish) {
        bench.commit(Change.put(Part.SERVICE_SPEC, id, wish));
    }
}
