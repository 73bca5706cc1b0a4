package io.skep.node.internal;

import io.skep.ca.Credential;
import io.skep.ca.Credentials;
import io.skep.control.RemoteManager;
import io.skep.model.NodeId;
import io.skep.model.spec.NodeRole;
import io.skep.node.internal.member.Member;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.transport.Transport;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What this node is in its cluster, as its credential says, and who manages it. Belongs to its
 * loop, but for what says otherwise.
 */
final class Rank {

    private final Loop loop;
    private final Runnable changed;
    // set by the threads that start bundles, read by the loop and doors
    private final AtomicReference<Optional<Transport>> transport =
            new AtomicReference<>(Optional.empty());
    private @Nullable Credentials credentials;
    private @Nullable Credential last;
    private Cancellable watch = () -> {};

    /**
     * Nothing is known yet.
     *
     * @param changed called on the loop when there is another credential
     */
    Rank(Loop loop, Runnable changed) {
        this.loop = loop;
        this.changed = changed;
    }

    /** Who keeps the credential appeared. Called by any thread. */
    void attach(Credentials fresh) {
        loop.execute(
                () -> {
                    watch.cancel();
                    credentials = fresh;
                    watch = fresh.watch(loop, this::see);
                });
    }

    /** While nobody keeps the credential, the last one counts. Called by any thread. */
    void detach(Credentials gone) {
        loop.execute(
                () -> {
                    if (credentials == gone) {
                        watch.cancel();
                        credentials = null;
                    }
                });
    }

    /** The transport appeared. Called by any thread. */
    void attach(Transport fresh) {
        transport.set(Optional.of(fresh));
    }

    /** The transport goes. Called by any thread. */
    void detach(Transport gone) {
        transport.updateAndGet(any -> any.filter(current -> current != gone));
    }

    private void see(Optional<Credential> credential) {
        if (credential.isPresent()) {
            last = credential.get();
            changed.run();
        }
    }

    /** The role its credential gives it in this cluster; absent while it has none. */
    Optional<NodeRole> role(Member member) {
        var newest = credentials == null ? Optional.<Credential>empty() : credentials.current();
        return newest.or(() -> Optional.ofNullable(last))
                .filter(shown -> shown.node().equals(member.node()))
                .filter(shown -> shown.cluster().equals(member.cluster()))
                .map(Credential::role);
    }

    /** The managers, as far as this node knows. Safe for use by any thread. */
    List<RemoteManager> managers() {
        return transport.get().map(Transport::managers).orElse(List.of()).stream()
                .map(any -> new RemoteManager(any.node().value(), any.address()))
                .toList();
    }

    /** The other managers as {@code id=host:port,...}. */
    String others(NodeId self) {
        return managers().stream()
                .filter(any -> !any.nodeId().equals(self.value()))
                .map(any -> any.nodeId() + "=" + any.addr())
                .collect(Collectors.joining(","));
    }

    /** The key it shows itself with; absent while it has none. */
    Optional<PrivateKey> key() {
        return Optional.ofNullable(last).map(Credential::key);
    }

    /** Asks for a certificate for another key. */
    void renew() {
        if (credentials != null) {
            credentials.renew();
        }
    }

    /** The node left: it has no credential any more. */
    CompletionStage<Void> forget() {
        last = null;
        return credentials == null ? CompletableFuture.completedFuture(null) : credentials.forget();
    }

    void close() {
        watch.cancel();
    }
}
