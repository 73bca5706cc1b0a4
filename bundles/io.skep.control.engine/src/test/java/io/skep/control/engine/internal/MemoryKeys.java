package io.skep.control.engine.internal;

import io.skep.ca.Credential;
import io.skep.ca.Credentials;
import io.skep.ca.JoinTokens;
import io.skep.model.ClusterId;
import io.skep.model.ClusterTrust;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.Writer;
import io.skep.model.spec.Availability;
import io.skep.model.spec.CaConfig;
import io.skep.model.spec.NodeRole;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Credentials and tokens without any cryptography. */
public final class MemoryKeys implements Credentials, JoinTokens {

    /** What managers were asked with. */
    public final List<String> asked = new ArrayList<>();

    final List<Long> followed = new ArrayList<>();

    /** The answer to the next who joins. */
    public CompletableFuture<Credential> admission = new CompletableFuture<>();

    public int forgotten;
    private final MemoryStore store;
    private int number;

    public MemoryKeys(MemoryStore store) {
        this.store = store;
    }

    public static Credential credential(String cluster, String node, NodeRole role) {
        try {
            var key = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate();
            return new Credential(
                    new NodeId(node), new ClusterId(cluster), role, key, List.of(), List.of());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public Optional<Credential> current() {
        return Optional.empty();
    }

    @Override
    public Cancellable watch(Loop loop, Consumer<Optional<Credential>> changed) {
        throw new UnsupportedOperationException("control watches no credential");
    }

    @Override
    public CompletionStage<Credential> found(ClusterId cluster, NodeId node) {
        return CompletableFuture.completedFuture(
                credential(cluster.value(), node.value(), NodeRole.MANAGER));
    }

    @Override
    public CompletionStage<Credential> join(
            List<String> managers, String token, Availability availability) {
        asked.add(managers + " " + token + " " + availability);
        return admission;
    }

    @Override
    public CompletionStage<Void> forget() {
        forgotten++;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean wellFormed(String text) {
        return text.startsWith("SWMTKN-1-") && text.length() > 20;
    }

    @Override
    public CompletionStage<Void> ensured() {
        return put("", "");
    }

    @Override
    public CompletionStage<Optional<String>> check(CaConfig wanted) {
        return CompletableFuture.completedFuture(
                wanted.signingCACert().equals("bad")
                        ? Optional.of("certificate key mismatch")
                        : Optional.empty());
    }

    @Override
    public CompletionStage<Void> follow() {
        followed.add(store.view().cluster().orElseThrow().spec().value().caConfig().forceRotate());
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> rotate(boolean worker, boolean manager) {
        var before = store.view().cluster().orElseThrow().trust().value();
        return put(worker ? "" : before.workerToken(), manager ? "" : before.managerToken());
    }

    private CompletionStage<Void> put(String worker, String manager) {
        var trust =
                new ClusterTrust(
                        "root",
                        "root",
                        worker.isEmpty() ? token() : worker,
                        manager.isEmpty() ? token() : manager);
        return store.update(
                Writer.CA,
                draft -> {
                    draft.put(Part.CLUSTER_TRUST, draft.cluster().orElseThrow().id(), trust);
                    return null;
                });
    }

    private String token() {
        return "SWMTKN-1-of-a-test-" + ++number;
    }
}
