package io.skep.node.internal;

import io.skep.control.LocalNode;
import io.skep.control.Membership;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.node.internal.machine.DirectoryLock;
import io.skep.node.internal.machine.Hostname;
import io.skep.node.internal.machine.Roads;
import io.skep.seam.system.SystemSeams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process as a node: its directory, its settings and its membership. It waits for its
 * configuration: beginning without, it would work in the wrong directory first.
 */
@Component(
        name = "io.skep.node",
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {Membership.class, NodeRoom.class})
@Designate(ocd = NodeRoom.Config.class)
public final class NodeRoom implements Membership {

    private static final Logger log = LoggerFactory.getLogger(NodeRoom.class);
    private static final int THREADS = 64;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(15);

    /** How this process is set up: {@code etc/io.skep.node.cfg}. */
    @ObjectClassDefinition(name = "Skep node")
    public @interface Config {

        /** The data directory. */
        @AttributeDefinition(description = "Data directory; empty means below Karaf's own")
        String data() default "";

        /** Where the Docker Engine API is served. */
        @AttributeDefinition(description = "Where to serve the Docker Engine API: unix:///PATH")
        String api() default "";

        /** Which Docker Engine runs containers. */
        @AttributeDefinition(description = "The Docker Engine below: unix:///PATH")
        String docker_host() default "";

        /** Which runtime new tasks get. */
        @AttributeDefinition(description = "Runtime of new tasks; empty means choose")
        String runtime() default "";

        /** Address for others. */
        @AttributeDefinition(description = "Address others reach this node at; empty means detect")
        String advertise() default "";

        /** Where the cluster's port is. */
        @AttributeDefinition(description = "ADDRESS:PORT of the cluster's port")
        String listen() default "0.0.0.0:2377";
    }

    private final Path directory;
    private final SystemSeams seams;
    private final Host host;
    // absent before activation and after deactivation
    private final AtomicReference<Optional<DirectoryLock>> lock =
            new AtomicReference<>(Optional.empty());

    /** Wired, not working. */
    @Activate
    public NodeRoom(Config config) {
        this.directory = directory(config.data());
        this.seams = new SystemSeams(directory, THREADS);
        this.host = new Host(seams, directory, settings(config));
    }

    private static Path directory(String configured) {
        var karaf = Path.of(System.getProperty("karaf.data", "."), "skep");
        return (configured.isBlank() ? karaf : Path.of(configured)).toAbsolutePath().normalize();
    }

    private static Map<String, String> settings(Config config) {
        return Map.of(
                "api", config.api(),
                "docker.host", config.docker_host(),
                "runtime", config.runtime(),
                "advertise", config.advertise(),
                "listen", config.listen(),
                "routes", String.join(",", Roads.ofMachine()),
                "hostname", Hostname.ofMachine());
    }

    /**
     * The node begins to live.
     *
     * @throws IllegalStateException when another process has its data directory
     */
    @Activate
    public void activate() {
        try {
            lock.set(Optional.of(DirectoryLock.take(directory)));
        } catch (RuntimeException refused) {
            log.error("node: does not start: {}", refused.getMessage());
            end();
            seams.close();
            throw refused;
        }
        log.info("node: works in {}", directory);
        host.start();
    }

    /** The process or the bundle ends: duties stop, containers go on. */
    @Deactivate
    public void deactivate() {
        end();
        seams.close();
        lock.getAndSet(Optional.empty()).ifPresent(DirectoryLock::close);
    }

    /** The node, for the component that collects what works in it. */
    Host host() {
        return host;
    }

    /** The duties stop, in order; may be repeated. */
    void end() {
        await("the node", host.close(), CLOSE_PATIENCE);
    }

    static void await(String what, CompletionStage<Void> done, Duration patience) {
        try {
            done.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException late) {
            log.warn("{} did not stop within {}", what, patience);
        } catch (ExecutionException failure) {
            log.warn("{} did not stop properly", what, failure.getCause());
        }
    }

    @Override
    public LocalNode local() {
        return host.local();
    }

    @Override
    public CompletionStage<Void> found(ClusterId cluster, NodeId node, Reach reach) {
        return host.found(cluster, node, reach);
    }

    @Override
    public Optional<String> obstacle(String listenAddr) {
        return host.obstacle(listenAddr);
    }

    @Override
    public CompletionStage<Void> join(ClusterId cluster, NodeId node, Reach reach) {
        return host.join(cluster, node, reach);
    }

    @Override
    public CompletionStage<Void> refound(String listenAddr, String advertiseAddr) {
        return host.refound(listenAddr, advertiseAddr);
    }

    @Override
    public CompletionStage<Boolean> unlock(byte[] key) {
        return host.unlock(key);
    }

    @Override
    public CompletionStage<Void> leave() {
        return host.leave();
    }
}
