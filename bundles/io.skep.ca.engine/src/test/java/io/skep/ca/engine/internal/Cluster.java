package io.skep.ca.engine.internal;

import io.skep.ca.Credential;
import io.skep.ca.engine.internal.identity.Chain;
import io.skep.itests.sim.SimKernel;
import io.skep.model.ClusterId;
import io.skep.model.ClusterTrust;
import io.skep.model.Kind;
import io.skep.model.Node;
import io.skep.model.NodeGrant;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.spec.Availability;
import io.skep.model.spec.CaConfig;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A cluster with its hosts, all in one thread. */
final class Cluster {

    static final ClusterId ID = new ClusterId("cluster1");
    static final NodeId FOUNDER = new NodeId("founder1");

    final SimKernel kernel;
    final Wire wire;
    final SharedStore store;
    private final List<SimHost> hosts = new ArrayList<>();

    Cluster(long seed) {
        kernel = new SimKernel(seed);
        wire = new Wire(kernel);
        store = new SharedStore(kernel);
    }

    /** A machine that runs and is in no cluster. */
    SimHost host(String address) {
        var host = new SimHost(this, address);
        hosts.add(host);
        host.start();
        kernel.runFor(Duration.ofSeconds(1));
        return host;
    }

    /** A host that founded this cluster and leads it. */
    SimHost founder() {
        return founder(Map.of());
    }

    /** The same with these files among its certificates before. */
    SimHost founder(Map<String, String> brought) {
        var host = host("m1:2377");
        host.bring(brought);
        get(host.site().found(ID, FOUNDER));
        store.lead(Optional.of(FOUNDER));
        store.members.put(FOUNDER, "m1:2377");
        host.manage();
        host.lead();
        store.commit(
                draft -> {
                    draft.put(Part.CLUSTER_SPEC, ID, ClusterSpec.defaults());
                    draft.put(Part.NODE_SPEC, FOUNDER, spec(NodeRole.MANAGER));
                });
        get(host.tokens().ensured());
        kernel.runFor(Duration.ofSeconds(1));
        return host;
    }

    static NodeSpec spec(NodeRole role) {
        return new NodeSpec("", Map.of(), role, Availability.ACTIVE);
    }

    /** A host that joins through the founder and does what its certificate says. */
    SimHost joined(String address, String token) {
        var host = host(address);
        var credential = get(host.site().join(List.of("m1:2377"), token, Availability.ACTIVE));
        if (credential.role() == NodeRole.MANAGER) {
            store.members.put(credential.node(), address);
            host.manage();
        }
        return host;
    }

    ClusterTrust trust() {
        var trust = store.view().cluster().orElseThrow().trust();
        if (trust == null) {
            throw new AssertionError("the cluster has no trust");
        }
        return trust.value();
    }

    Node node(NodeId id) {
        return store.view().nodes().get(id).orElseThrow();
    }

    void grant(NodeId id, NodeRole role) {
        store.commit(draft -> draft.put(Part.NODE_GRANT, id, new NodeGrant(role)));
    }

    void remove(NodeId id) {
        store.commit(draft -> draft.remove(Kind.NODE, id));
    }

    /** Certificates are valid that long from now on. */
    void validity(Duration expiry) {
        wish(new CaConfig(expiry, List.of(), "", "", 0));
    }

    /** Another root is to take over. */
    void force(long number) {
        wish(new CaConfig(null, List.of(), "", "", number));
    }

    /** Certificates are to be so. */
    void wish(CaConfig wanted) {
        var before = ClusterSpec.defaults();
        var after =
                new ClusterSpec(
                        before.name(),
                        before.labels(),
                        before.orchestration(),
                        before.raft(),
                        before.dispatcher(),
                        wanted,
                        before.taskDefaults(),
                        before.encryptionConfig(),
                        before.plugs());
        store.commit(draft -> draft.put(Part.CLUSTER_SPEC, ID, after));
    }

    /** That plug is to sign from now on. */
    void plug(String name) {
        var wanted = ClusterSpec.defaults().withPlug("ca", name);
        store.commit(draft -> draft.put(Part.CLUSTER_SPEC, ID, wanted));
    }

    /** What a stage comes to. */
    <T> T get(CompletionStage<T> stage) {
        var value = new AtomicReference<@Nullable T>();
        var failed = new AtomicReference<@Nullable Throwable>();
        var future = stage.toCompletableFuture();
        future.whenComplete(
                (result, failure) -> {
                    value.set(result);
                    failed.set(failure);
                });
        kernel.runUntil(future::isDone, Duration.ofMinutes(2));
        if (failed.get() != null) {
            throw new AssertionError(failed.get());
        }
        return future.join();
    }

    /** Why a stage fails. */
    String refusal(CompletionStage<?> stage) {
        var failed = new AtomicReference<String>("");
        var future =
                stage.handle((done, failure) -> failure == null ? "" : words(failure))
                        .thenAccept(failed::set)
                        .toCompletableFuture();
        kernel.runUntil(future::isDone, Duration.ofMinutes(2));
        return "" + failed.get();
    }

    private static String words(Throwable failure) {
        var at = failure;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return "" + at.getMessage();
    }

    Credential shown(SimHost host) {
        return host.site().current().orElseThrow();
    }

    /** What the clocks of all say. */
    Instant now() {
        return SimKernel.BEGIN.plus(kernel.elapsed());
    }

    /** Nobody shows what somebody else does not trust. */
    void everyNodeBelievesEveryOther(List<SimHost> all) {
        for (var one : all) {
            for (var other : all) {
                var chain = shown(other).chain();
                if (!Chain.leads(chain, shown(one).anchors(), now())) {
                    throw new AssertionError("a certificate was rejected");
                }
            }
        }
    }
}
