package io.skep.dockerapi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skep.control.Explained;
import io.skep.control.LocalNode;
import io.skep.control.Remedy;
import io.skep.control.RemoteManager;
import io.skep.control.Standing;
import io.skep.dockerapi.internal.world.Things;
import io.skep.dockerapi.internal.world.World;
import io.skep.model.Change;
import io.skep.model.NodeState;
import io.skep.model.Part;
import io.skep.model.ServiceId;
import io.skep.model.ServiceWish;
import io.skep.model.TaskState;
import io.skep.model.spec.Payload;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.UpdateConfig;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects as clients see them. Source: docker-api-notes 3 and 9. */
@Timeout(20)
class ShownTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WEB = "ke86yslkapm2e0svokoa0pnjb";

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void showsAServiceWithItsCounts() throws IOException {
        var golden = golden("service-shown");
        var spec = Things.spec("web", ServiceMode.replicated(2));
        Things.cluster(world.control())
                .commit(
                        26,
                        at(golden, "CreatedAt"),
                        Things.wish(WEB, spec),
                        Things.task("t1", WEB, spec, 1),
                        Things.seen("t1", TaskState.RUNNING),
                        Things.task("t2", WEB, spec, 2),
                        Things.seen("t2", TaskState.RUNNING),
                        Things.task("t3", WEB, spec, 2),
                        Things.seen("t3", TaskState.FAILED))
                .commit(27, at(golden, "UpdatedAt"), Things.plan(WEB, spec));

        var listed = json(world.get("/v1.44/services?status=true").body());

        assertEquals(JSON.createArrayNode().add(golden), listed);
        assertFalse(world.get("/v1.44/services").body().contains("ServiceStatus"));
        assertFalse(world.get("/v1.40/services?status=true").body().contains("ServiceStatus"));
    }

    @Test
    void showsNoEndpointBeforeItIsAllocated() throws IOException {
        Things.cluster(world.control())
                .commit(
                        26,
                        Instant.EPOCH,
                        Things.wish(WEB, Things.spec("web", ServiceMode.replicated(2))));

        assertEquals(
                json("{\"Spec\":{}}"), json(world.get("/services/web").body()).get("Endpoint"));
    }

    @Test
    void showsATask() throws IOException {
        var golden = golden("task-shown");
        var spec = Things.spec("web", ServiceMode.replicated(1));
        var id = golden.get("ID").asText();
        var service = golden.get("ServiceID").asText();
        Things.cluster(world.control())
                .commit(600, at(golden, "CreatedAt"), Things.task(id, service, spec, 1))
                .commit(
                        golden.get("Version").get("Index").asLong(),
                        at(golden, "UpdatedAt"),
                        Things.seen(id, TaskState.RUNNING));

        var shown = json(world.get("/tasks/" + id).body());

        var ours = (ObjectNode) golden;
        ours.put("NodeID", Things.NODE.value());
        ours.withObject("/Status").put("Timestamp", "2026-11-23T06:25:41.565740896Z");
        ours.withObject("/Explain").put("PlacedBy", "spread");
        assertEquals(golden, shown);
    }

    @Test
    void showsWhyATaskIsWhereItIs() throws IOException {
        var spec = Things.spec("web", ServiceMode.replicated(1));
        Things.cluster(world.control())
                .commit(26, Instant.EPOCH, Things.wish(WEB, spec), Things.task("t1", WEB, spec, 1));
        var step = new Remedy.Step("Resource", "needs 2 CPUs, has 1 free", "free 1 CPUs on n1", "");
        world.explain(
                new Explained(
                        List.of(new Explained.Link(Instant.EPOCH, "service web was created")),
                        List.of(new Standing(Things.NODE, "n1", 1, 2, 0)),
                        List.of(new Remedy(Things.NODE, "n1", List.of(step)))));

        var shown = json(world.get("/tasks/t1").body()).get("Explain");

        assertEquals(
                json(
                        ("{'PlacedBy':'spread','Chain':[{'At':'1970-01-01T00:00:00Z','What':'service web was"
                                        + " created'}],'Ranking':[{'NodeID':'NODE','Node':'n1','TasksOfService':1,"
                                        + "'Tasks':2}],'Remedies':[{'NodeID':'NODE','Node':'n1','Steps':[{'Rule':"
                                        + "'Resource','Missing':'needs 2 CPUs, has 1 free','Change':"
                                        + "'free 1 CPUs on n1'}]}]}")
                                .replace("NODE", Things.NODE.value())
                                .replace('\'', '"')),
                shown);
        assertFalse(world.get("/tasks").body().contains("Remedies"));
    }

    @Test
    void servesFiguresAsTheyAreAskedFor() {
        var answer = world.get("/metrics");

        assertEquals(200, answer.status());
        assertEquals(200, world.get("/v1.44/metrics").status());
    }

    @Test
    void showsANode() throws IOException {
        var golden = golden("node-shown");
        Things.cluster(world.control())
                .commit(
                        4,
                        at(golden, "CreatedAt"),
                        Change.remove(io.skep.model.Kind.NODE, Things.NODE))
                .commit(5, at(golden, "CreatedAt"), Things.node())
                .commit(9, at(golden, "UpdatedAt"), Things.node(), Things.state(NodeState.READY));

        var shown = json(world.get("/nodes/n1").body());

        ((com.fasterxml.jackson.databind.node.ObjectNode) golden).put("ID", Things.NODE.value());
        assertEquals(golden, shown);
    }

    @Test
    void showsANodeThatHasNotReportedYet() throws IOException {
        Things.cluster(world.control())
                .commit(4, Instant.EPOCH, Change.remove(io.skep.model.Kind.NODE, Things.NODE))
                .commit(5, Instant.EPOCH, Things.node());

        var shown = json(world.get("/nodes/" + Things.NODE).body());

        assertEquals(json("{\"State\":\"unknown\",\"Addr\":\"\"}"), shown.get("Status"));
        assertFalse(shown.has("ManagerStatus"));
    }

    @Test
    void showsASwarmNetwork() throws IOException {
        var golden = golden("network-shown");
        Things.cluster(world.control())
                .commit(
                        90,
                        at(golden, "Created"),
                        Things.network(golden.get("Id").asText(), "ov1", Map.of("x", "y")));

        assertEquals(golden, json(world.get("/networks/ov1?scope=swarm").body()));
        assertEquals(
                JSON.createArrayNode().add(golden),
                json(world.get("/networks?filters={\"name\":[\"v1\"]}").body()));
    }

    @Test
    void showsASecretWithoutAndAConfigWithItsData() throws IOException {
        var golden = golden("secret-shown");
        Things.cluster(world.control())
                .commit(
                        96,
                        at(golden, "CreatedAt"),
                        Things.secret(golden.get("ID").asText(), "s1", Map.of("a", "b")),
                        Things.config("cayb91v46kfqardld0z9k3681", "c1"));

        assertEquals(golden, json(world.get("/secrets/s1").body()));
        assertEquals(
                json("{\"Name\":\"c1\",\"Labels\":{},\"Data\":\"c2hvd24=\"}"),
                json(world.get("/configs/c1").body()).get("Spec"));
    }

    @Test
    void showsTheClusterWithItsTokensAndInInfoWithout() throws IOException {
        Things.cluster(world.control());

        var swarm = json(world.get("/swarm").body());
        var info = json(world.get("/info").body()).get("Swarm");

        assertEquals(
                json("{\"Worker\":\"SWMTKN-1-w\",\"Manager\":\"SWMTKN-1-m\"}"),
                swarm.get("JoinTokens"));
        assertTrue(swarm.get("DefaultAddrPool").isNull());
        assertEquals(24, swarm.get("SubnetSize").asInt());
        assertEquals(5, swarm.at("/Spec/Orchestration/TaskHistoryRetentionLimit").asInt());
        assertEquals(
                json("[{\"NodeID\":\"nodeid0000000000000000001\",\"Addr\":\"10.77.0.1:2377\"}]"),
                info.get("RemoteManagers"));
        assertEquals(1, info.get("Nodes").asInt());
        assertEquals(1, info.get("Managers").asInt());
        assertFalse(info.get("Cluster").has("JoinTokens"));
    }

    @Test
    void showsAWorkerAndAStranger() throws IOException {
        var golden = golden("info-worker");
        world.control()
                .local(
                        new LocalNode(
                                "active",
                                golden.get("NodeID").asText(),
                                "c",
                                "10.77.0.2",
                                2377,
                                false,
                                "n2",
                                "",
                                List.of(
                                        new RemoteManager(
                                                "vvxcqrwnkrng1jwgt7wqwnv3j", "10.77.0.1:2377"))));

        var worker = json(world.get("/info").body()).get("Swarm");

        assertEquals(golden, worker);
        assertEquals("active/worker", world.get("/_ping").headers().get("swarm"));
    }

    @Test
    void showsAJobWithItsIteration() throws IOException {
        Things.cluster(world.control())
                .commit(
                        26,
                        Instant.parse("2026-11-23T06:00:00Z"),
                        Things.wish(WEB, Things.spec("job", new ServiceMode.ReplicatedJob(2, 5))));

        var job = json(world.get("/services?status=1").body()).get(0);

        assertEquals(
                json(
                        "{\"JobIteration\":{\"Index\":0},\"LastExecution\":\"2026-11-23T06:25:41.565740896Z\"}"),
                job.get("JobStatus"));
        assertEquals(
                json("{\"RunningTasks\":0,\"DesiredTasks\":2,\"CompletedTasks\":0}"),
                job.get("ServiceStatus"));
    }

    @Test
    void insertsDefaultsWhenAskedTo() throws IOException {
        Things.cluster(world.control())
                .commit(
                        26,
                        Instant.EPOCH,
                        Things.wish(WEB, Things.spec("web", ServiceMode.replicated(2))));

        var plain = json(world.get("/services/web").body()).get("Spec");
        var full = json(world.get("/services/web?insertDefaults=true").body()).get("Spec");

        assertFalse(plain.has("UpdateConfig"));
        assertEquals(
                json(
                        "{\"Parallelism\":1,\"FailureAction\":\"pause\",\"Monitor\":5000000000,\"MaxFailureRatio\":0,\"Order\":\"stop-first\"}"),
                full.get("UpdateConfig"));
        assertEquals(full.get("UpdateConfig"), full.get("RollbackConfig"));
        assertEquals(
                json("{\"Condition\":\"any\",\"Delay\":5000000000,\"MaxAttempts\":0}"),
                full.at("/TaskTemplate/RestartPolicy"));
        assertEquals(
                10_000_000_000L, full.at("/TaskTemplate/ContainerSpec/StopGracePeriod").asLong());
    }

    @Test
    void showsAManualRollbackBeforeThePlannerHasSeenIt() throws IOException {
        var spec = Things.spec("web", ServiceMode.replicated(2));
        var before =
                new io.skep.model.spec.ServiceSpec(
                        "web",
                        Map.of(),
                        spec.taskTemplate(),
                        spec.mode(),
                        new UpdateConfig(2, null, "", null, 0.25, ""),
                        null,
                        java.util.List.of(),
                        null);
        var wish = new ServiceWish(spec, 7, before, 5, 0, null, true, Payload.EMPTY, Payload.EMPTY);
        Things.cluster(world.control())
                .commit(
                        26,
                        Instant.parse("2026-11-23T06:00:00Z"),
                        Change.put(Part.SERVICE_SPEC, new ServiceId(WEB), wish));

        var shown = json(world.get("/services/web").body());

        assertEquals(
                json(
                        "{\"State\":\"rollback_started\",\"StartedAt\":\"2026-11-23T06:00:00Z\",\"Message\":\"manually requested rollback\"}"),
                shown.get("UpdateStatus"));
        assertEquals(
                json("{\"Parallelism\":2,\"MaxFailureRatio\":0.25}"),
                shown.at("/PreviousSpec/UpdateConfig"));
    }

    private static Instant at(JsonNode golden, String field) {
        return Instant.parse(golden.get(field).asText());
    }

    private static JsonNode golden(String name) throws IOException {
        try (var file = ShownTest.class.getResourceAsStream("/" + name + ".json")) {
            return JSON.readTree(file);
        }
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }
}
