package io.skep.transport.engine.internal;

import io.skep.ca.Credential;
import io.skep.ca.Credentials;
import io.skep.lifecycle.DutyContext;
import io.skep.lifecycle.PlugProvider;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.spec.Availability;
import io.skep.model.spec.NodeRole;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.seam.system.SystemSeams;
import io.skep.tck.transport.Authority;
import io.skep.transport.ManagerAddress;
import io.skep.transport.netty.internal.NettyCarrierProvider;
import io.skep.transport.spi.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A node with the real duties and the real plug, and a credential that a test gives it. */
final class Peer implements Credentials, AutoCloseable {

    final NodeId id;
    final SiteDuty transport = new SiteDuty();
    final PlugProvider<?, ?> plug = new NettyCarrierProvider();
    private final TransportDuty duty = new TransportDuty(transport);
    private final SystemSeams seams;
    private final String address;
    private final Loop loop;
    private Optional<Credential> credential = Optional.empty();
    private Consumer<Optional<Credential>> watcher = any -> {};

    Peer(String name, Path directory) {
        this.id = new NodeId(name);
        this.seams = new SystemSeams(directory.resolve(name), 2);
        this.address = "127.0.0.1:" + freePort();
        this.loop = seams.loop("test-" + name);
        transport.bind(plug);
        transport.rely(this);
        var settings = Map.of("listen", address);
        var context =
                new DutyContext(id, new ClusterId("c"), seams, directory.resolve(name), settings);
        transport.start(context);
        duty.start(context);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String address() {
        return address;
    }

    Loop loop() {
        return loop;
    }

    ManagerAddress asManager() {
        return new ManagerAddress(id, address);
    }

    /** Gives it a certificate. */
    Peer shows(Authority authority, String cluster, NodeRole role) {
        var unit = role == NodeRole.MANAGER ? "swarm-manager" : "swarm-worker";
        return shows(authority.node(cluster, id.value(), unit), cluster, role);
    }

    /** Gives it a certificate that may be wrong. */
    Peer shows(Identity made, String cluster, NodeRole role) {
        var next =
                new Credential(
                        id, new ClusterId(cluster), role, made.key(), made.chain(), made.anchors());
        synchronized (this) {
            credential = Optional.of(next);
            watcher.accept(credential);
        }
        return this;
    }

    Peer knows(Peer... managers) {
        transport.learn(List.of(managers).stream().map(Peer::asManager).toList());
        return this;
    }

    @Override
    public synchronized Optional<Credential> current() {
        return credential;
    }

    @Override
    public synchronized Cancellable watch(Loop on, Consumer<Optional<Credential>> changed) {
        watcher = shown -> on.execute(() -> changed.accept(shown));
        watcher.accept(credential);
        return () -> {};
    }

    @Override
    public CompletionStage<Credential> found(ClusterId cluster, NodeId node) {
        throw new UnsupportedOperationException("the test gives credentials");
    }

    @Override
    public CompletionStage<Credential> join(
            List<String> managers, String token, Availability availability) {
        throw new UnsupportedOperationException("the test gives credentials");
    }

    @Override
    public CompletionStage<Void> forget() {
        throw new UnsupportedOperationException("the test gives credentials");
    }

    @Override
    public void close() {
        duty.stop(Duration.ofSeconds(1));
        transport
                .stop(Duration.ofSeconds(5))
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        loop.close();
        seams.close();
    }
}
