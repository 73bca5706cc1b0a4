package io.skep.node.internal;

import io.skep.ca.Credential;
import io.skep.ca.Credentials;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.spec.Availability;
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

/** A credential that a test hands out. */
final class Wallet implements Credentials {

    private final List<Consumer<Optional<Credential>>> watchers = new ArrayList<>();
    private Optional<Credential> current = Optional.empty();
    int forgotten;
    int renewals;

    void give(ClusterId cluster, NodeId node, NodeRole role) {
        current = Optional.of(credential(cluster, node, role));
        List.copyOf(watchers).forEach(watcher -> watcher.accept(current));
    }

    private static Credential credential(ClusterId cluster, NodeId node, NodeRole role) {
        try {
            var key = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate();
            return new Credential(node, cluster, role, key, List.of(), List.of());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public Optional<Credential> current() {
        return current;
    }

    @Override
    public Cancellable watch(Loop loop, Consumer<Optional<Credential>> changed) {
        Consumer<Optional<Credential>> relay = now -> loop.execute(() -> changed.accept(now));
        watchers.add(relay);
        relay.accept(current);
        return () -> watchers.remove(relay);
    }

    @Override
    public CompletionStage<Credential> found(ClusterId cluster, NodeId node) {
        throw new UnsupportedOperationException("the node room founds nothing");
    }

    @Override
    public CompletionStage<Credential> join(
            List<String> managers, String token, Availability availability) {
        throw new UnsupportedOperationException("the node room asks nobody");
    }

    @Override
    public void renew() {
        renewals++;
    }

    @Override
    public CompletionStage<Void> forget() {
        forgotten++;
        current = Optional.empty();
        return CompletableFuture.completedFuture(null);
    }
}
