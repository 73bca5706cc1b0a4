package io.skep.itests.world;

import io.skep.ca.Credential;
import io.skep.ca.Credentials;
import io.skep.ca.JoinTokens;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.spec.Availability;
import io.skep.model.spec.NodeRole;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A manager's credential, which outlives its process; nobody here looks at certificates. */
final class Papers implements Credentials, JoinTokens {

    private Optional<Credential> held = Optional.empty();

    @Override
    public Optional<Credential> current() {
        return held;
    }

    @Override
    public Cancellable watch(Loop loop, Consumer<Optional<Credential>> changed) {
        var now = held;
        loop.execute(() -> changed.accept(now));
        return () -> {};
    }

    @Override
    public CompletionStage<Credential> found(ClusterId cluster, NodeId node) {
        try {
            var key = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate();
            var fresh = new Credential(node, cluster, NodeRole.MANAGER, key, List.of(), List.of());
            held = Optional.of(fresh);
            return CompletableFuture.completedFuture(fresh);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }

    @Override
    public CompletionStage<Credential> join(
            List<String> managers, String token, Availability availability) {
        throw new UnsupportedOperationException("the world begins with all its nodes");
    }

    @Override
    public CompletionStage<Void> forget() {
        held = Optional.empty();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean wellFormed(String text) {
        return text.startsWith("SWMTKN-");
    }

    @Override
    public CompletionStage<Void> rotate(boolean worker, boolean manager) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> ensured() {
        return CompletableFuture.completedFuture(null);
    }
}
