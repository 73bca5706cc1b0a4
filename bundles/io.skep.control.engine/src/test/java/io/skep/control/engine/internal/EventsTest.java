package io.skep.control.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.ClusterEvent;
import io.skep.control.Command;
import io.skep.itests.sim.SimKernel;
import io.skep.model.ManagerStatus;
import io.skep.model.NetworkId;
import io.skep.model.NetworkSeats;
import io.skep.model.NodeState;
import io.skep.model.Part;
import io.skep.model.ServicePlan;
import io.skep.model.TaskState;
import io.skep.model.UpdateStatus;
import io.skep.model.Writer;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.SecretSpec;
import io.skep.model.spec.ServiceMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What events say. Source: docker-api-notes 6, swarm-behaviour AP-4. */
class EventsTest {

    @TempDir private Path directory;
    private Bench bench;
    private final List<ClusterEvent> heard = new ArrayList<>();

    @BeforeEach
    void found() {
        bench = Bench.founded(directory);
        bench.kernel.settle();
        bench.kernel.runFor(Duration.ofSeconds(1));
        bench.room.follow(now(), heard::add);
        bench.kernel.settle();
    }

    @Test
    void tellsOfObjectsThatComeAndGo() {
        var service = bench.create(Specs.service("web"));
        var secret = bench.ok(new Command.CreateSecret(Specs.secret("s"))).id();
        var config = bench.ok(new Command.CreateConfig(Specs.config("c"))).id();
        var network = bench.ok(new Command.CreateNetwork(Specs.network("n", false, false))).id();
        bench.ok(
                new Command.UpdateSecret(
                        secret,
                        bench.view().secrets().get(secret).orElseThrow().spec().version(),
                        new SecretSpec("s", Map.of("k", "v"), Payload.EMPTY, null, null)));
        bench.ok(new Command.RemoveService("web"));
        bench.ok(new Command.RemoveSecret("s"));
        bench.ok(new Command.RemoveConfig("c"));
        bench.ok(new Command.RemoveNetwork("n"));

        assertEquals(
                List.of(
                        event("service", "create", service, "web"),
                        event("secret", "create", secret, "s"),
                        event("config", "create", config, "c"),
                        event("network", "create", network, "n"),
                        event("secret", "update", secret, "s"),
                        event("service", "remove", service, "web"),
                        event("secret", "remove", secret, "s"),
                        event("config", "remove", config, "c"),
                        event("network", "remove", network, "n")),
                events());
    }

    @Test
    void tellsWhatChangedInAService() {
        var id = bench.create(Specs.service("web"));
        var scaled =
                Specs.service("web", ContainerSpec.of("app:2")).withMode(ServiceMode.replicated(3));
        forget();

        bench.update(id, scaled);

        assertEquals(
                List.of(
                        event(
                                "service",
                                "update",
                                id,
                                "web",
                                "image.old",
                                "app:1",
                                "image.new",
                                "app:2",
                                "replicas.old",
                                "1",
                                "replicas.new",
                                "3")),
                events());
    }

    @Test
    void tellsHowUpdatesGoOn() {
        var id = bench.create(Specs.service("web"));
        bench.update(id, Specs.service("web", ContainerSpec.of("app:2")));
        var version = bench.service(id).wish().value().specVersion();
        bench.plan(id, ServicePlan.EMPTY.withUpdate(status(UpdateStatus.UPDATING), version));
        forget();

        bench.plan(id, ServicePlan.EMPTY.withUpdate(status(UpdateStatus.COMPLETED), version));
        bench.ok(bench.updating(id, Specs.service("web"), "previous"));

        assertEquals(
                List.of(
                        event(
                                "service",
                                "update",
                                id,
                                "web",
                                "updatestate.old",
                                "updating",
                                "updatestate.new",
                                "completed"),
                        event(
                                "service",
                                "update",
                                id,
                                "web",
                                "image.old",
                                "app:2",
                                "image.new",
                                "app:1",
                                "updatestate.old",
                                "completed",
                                "updatestate.new",
                                "rollback_started")),
                events());
    }

    @Test
    void tellsWhatChangedInANode() {
        var id = bench.local().nodeId();
        bench.report(id, NodeState.READY, new ManagerStatus(true, "reachable", "a:1"));
        forget();

        bench.ok(
                new Command.UpdateNode(
                        id,
                        bench.view().nodes().get(id).orElseThrow().spec().version(),
                        new NodeSpec("", Map.of(), NodeRole.MANAGER, Availability.DRAIN)));
        bench.report(id, NodeState.DOWN, new ManagerStatus(false, "unreachable", "a:1"));

        assertEquals(
                List.of(
                        event(
                                "node",
                                "update",
                                id,
                                "host-" + id,
                                "availability.old",
                                "active",
                                "availability.new",
                                "drain"),
                        event(
                                "node",
                                "update",
                                id,
                                "host-" + id,
                                "state.old",
                                "ready",
                                "state.new",
                                "down",
                                "leader.old",
                                "true",
                                "leader.new",
                                "false",
                                "reachability.old",
                                "reachable",
                                "reachability.new",
                                "unreachable")),
                events());
    }

    @Test
    void tellsNothingOfTasksAndOfTheCluster() {
        var id = bench.create(Specs.service("web"));
        forget();

        bench.task(id, "n", TaskState.RUNNING);
        bench.ok(new Command.UsePlug("scheduler", "spread"));

        assertEquals(List.of(), events());
    }

    @Test
    void tellsNothingOfANetworkWhenItsAddressesAreGiven() {
        var id = bench.ok(new Command.CreateNetwork(Specs.network("n", false, false))).id();
        forget();

        bench.put(
                Writer.PLANNER,
                Part.NETWORK_SEATS,
                new NetworkId(id),
                NetworkSeats.NONE.given(List.of("10.0.0.9")));

        assertEquals(List.of(), events());
    }

    @Test
    void keepsTheLast4096() {
        for (int i = 0; i < 4_140; i++) {
            bench.ok(new Command.CreateSecret(Specs.secret("s" + i)));
        }
        bench.kernel.settle();
        var late = new ArrayList<ClusterEvent>();

        bench.room.follow(Instant.EPOCH, late::add);
        bench.kernel.runFor(Duration.ofSeconds(2));

        assertEquals(4_096, late.size());
        assertEquals("s44", late.get(0).attributes().get("name"));
        assertEquals("s4139", late.get(4_095).attributes().get("name"));
    }

    @Test
    void beginsWhereTheFollowerWants() {
        bench.create(Specs.service("a"));
        bench.kernel.runFor(Duration.ofSeconds(5));
        var since = now();
        bench.create(Specs.service("b"));
        bench.kernel.settle();
        var late = new ArrayList<ClusterEvent>();

        bench.room.follow(since, late::add);
        bench.create(Specs.service("c"));
        bench.kernel.settle();

        assertEquals(
                List.of("b", "c"), late.stream().map(e -> e.attributes().get("name")).toList());
    }

    @Test
    void endsForWhoHasEnough() {
        var late = new ArrayList<ClusterEvent>();
        var following = bench.room.follow(now(), late::add);
        bench.create(Specs.service("a"));

        following.cancel();
        bench.create(Specs.service("b"));
        bench.kernel.settle();

        assertTrue(late.size() <= 1, late::toString);
        assertTrue(late.stream().noneMatch(e -> e.attributes().get("name").equals("b")));
    }

    @Test
    void tellsOthersWhenOneFollowerFails() {
        bench.room.follow(
                now(),
                event -> {
                    throw new IllegalStateException("a test wants it");
                });
        bench.kernel.settle();

        bench.create(Specs.service("a"));
        bench.create(Specs.service("b"));

        assertEquals(2, events().size());
    }

    private List<ClusterEvent> events() {
        bench.kernel.settle();
        return heard.stream()
                .map(
                        e ->
                                new ClusterEvent(
                                        Instant.EPOCH,
                                        e.type(),
                                        e.action(),
                                        e.id(),
                                        e.attributes()))
                .toList();
    }

    private void forget() {
        bench.kernel.settle();
        heard.clear();
    }

    private static ClusterEvent event(
            String type, String action, String id, String name, String... changes) {
        var attributes = new TreeMap<String, String>();
        attributes.put("name", name);
        for (int i = 0; i < changes.length; i += 2) {
            attributes.put(changes[i], changes[i + 1]);
        }
        return new ClusterEvent(Instant.EPOCH, type, action, id, attributes);
    }

    private static UpdateStatus status(String state) {
        return new UpdateStatus(state, null, null, "");
    }

    private Instant now() {
        return SimKernel.BEGIN.plus(bench.kernel.elapsed());
    }
}
