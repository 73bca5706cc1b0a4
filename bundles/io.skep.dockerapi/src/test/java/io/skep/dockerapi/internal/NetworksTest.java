package io.skep.dockerapi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.control.Command;
import io.skep.dockerapi.internal.world.ScriptedControl;
import io.skep.dockerapi.internal.world.ScriptedLink;
import io.skep.dockerapi.internal.world.Things;
import io.skep.dockerapi.internal.world.World;
import io.skep.dockerjson.Json;
import io.skep.model.Change;
import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.Part;
import io.skep.model.ServiceId;
import io.skep.model.ServicePlan;
import io.skep.model.TaskAttachment;
import io.skep.model.TaskId;
import io.skep.model.VirtualIp;
import io.skep.model.spec.IpamPool;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskSpec;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Networks, once they have addresses. Source: docker-api-notes 3, swarm-behaviour NW-15. */
@Timeout(20)
class NetworksTest {

    private static final NetworkId NET = new NetworkId("n1id");

    private final ScriptedLink engine = new ScriptedLink();
    private final World world = new World(engine);

    @BeforeEach
    void plan() {
        var spec =
                new ServiceSpec(
                        "web",
                        Map.of(),
                        TaskSpec.EMPTY,
                        ServiceMode.replicated(1),
                        null,
                        null,
                        List.of(),
                        null);
        var pool = new IpamPool("10.55.0.0/24", "", "10.55.0.1", Map.of());
        Things.cluster(world.control())
                .commit(20, ScriptedControl.THEN, Things.wish("aaa1", spec))
                .commit(21, ScriptedControl.THEN, Things.task("t1", "aaa1", spec, 1))
                .commit(22, ScriptedControl.THEN, Things.network("n1id", "net", Map.of()))
                .commit(
                        23,
                        ScriptedControl.THEN,
                        Change.put(
                                Part.NETWORK_PLAN,
                                NET,
                                new NetworkPlan(List.of(pool), List.of("10.55.0.192/26"), 65536)),
                        Change.put(
                                Part.SERVICE_PLAN,
                                new ServiceId("aaa1"),
                                ServicePlan.EMPTY.withVirtualIps(
                                        List.of(new VirtualIp(NET, "10.55.0.192/24")))),
                        attached());
    }

    private Change attached() {
        var task =
                world.control().read().toCompletableFuture().join().tasks().get("t1").orElseThrow();
        var place = new TaskAttachment(NET, List.of("10.55.0.2/24"), List.of(), Map.of());
        return Change.put(
                Part.TASK_PLAN, new TaskId("t1"), task.plan().value().attached(List.of(place)));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private JsonNode got(String uri) {
        return Json.parse(world.get(uri).body().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void showsWhatWasChosen() {
        var shown = got("/networks/net?scope=swarm");

        assertEquals("10.55.0.1", shown.at("/IPAM/Config/0/Gateway").asText());
        assertEquals(
                "65536",
                shown.get("Options")
                        .get("com.docker.network.driver.overlay.vxlanid_list")
                        .asText());
        assertFalse(shown.has("Services"));
    }

    @Test
    void NW_15_showsServicesAndTheirTasksWhenItIsToBeVerbose() {
        var web = got("/networks/net?scope=swarm&verbose=true").at("/Services/web");

        assertEquals("10.55.0.192", web.get("VIP").asText());
        assertEquals("10.55.0.2", web.at("/Tasks/0/EndpointIP").asText());
    }

    @Test
    void NW_15_showsTheContainersOfThisNodeAsTheEngineKnowsThem() {
        engine.answers("GET /networks?filters=" + partOf("n1id"), 200, "[{\"Id\":\"e1\"}]");
        engine.answers(
                "GET /networks/e1",
                200,
                "{\"Id\":\"e1\",\"Containers\":{\"c1\":{\"Name\":\"web.1.t1\","
                        + "\"IPv4Address\":\"10.55.0.2/24\"}}}");

        var shown = got("/networks/net?scope=swarm");

        assertEquals("n1id", shown.get("Id").asText());
        assertEquals("10.55.0.2/24", shown.at("/Containers/c1/IPv4Address").asText());
        assertTrue(shown.has("Peers"));
        var verbose = got("/networks/net?scope=swarm&verbose=true");
        assertEquals("web.1.t1", verbose.at("/Containers/c1/Name").asText());
    }

    @Test
    void showsNoContainersWhereTheNodeHasNoPartInTheNetwork() {
        engine.answers("GET /networks?filters=" + partOf("n1id"), 200, "[]");

        var shown = got("/networks/net?scope=swarm");

        assertTrue(shown.get("Containers").isObject() && shown.get("Containers").isEmpty());
        assertFalse(shown.has("Peers"));
    }

    /** The filter for what this node made of a network. */
    private String partOf(String network) {
        var node = world.control().local().nodeId();
        var filter =
                "{\"label\":[\"io.skep.network.id="
                        + network
                        + "\",\"io.skep.node.id="
                        + node
                        + "\"]}";
        return URLEncoder.encode(filter, StandardCharsets.UTF_8);
    }

    @Test
    void showsTheAddressesOfServicesAndTasks() {
        var endpoint = got("/services/web").get("Endpoint");
        var place = got("/tasks/t1").at("/NetworksAttachments/0");

        assertEquals("vip", endpoint.at("/Spec/Mode").asText());
        assertEquals("10.55.0.192/24", endpoint.at("/VirtualIPs/0/Addr").asText());
        assertEquals("10.55.0.2/24", place.at("/Addresses/0").asText());
        assertEquals("net", place.at("/Network/Spec/Name").asText());
        assertEquals("n1id", place.at("/Network/ID").asText());
    }

    @Test
    void listsTasksWithTheirNetworksAsTheyAreNow() {
        assertEquals("65536", listedOverlay());

        var pool = new IpamPool("10.55.0.0/24", "", "10.55.0.1", Map.of());
        var plan = new NetworkPlan(List.of(pool), List.of(), 70_000);
        world.control().commit(40, ScriptedControl.THEN, Change.put(Part.NETWORK_PLAN, NET, plan));

        assertEquals("70000", listedOverlay());
    }

    private String listedOverlay() {
        return got("/tasks")
                .at("/0/NetworksAttachments/0/Network/DriverState/Options")
                .path("com.docker.network.driver.overlay.vxlanid_list")
                .asText();
    }

    @Test
    void showsANetworkOnceThoughTheEngineHasItsOwnForIt() {
        engine.answers(
                "GET /networks",
                200,
                "[{\"Name\":\"net\",\"Id\":\"e1\",\"Labels\":{\"io.skep.network.id\":\"n1id\"}},"
                        + "{\"Name\":\"bridge\",\"Id\":\"b\",\"Labels\":{}}]");
        engine.answers(
                "GET /networks/net",
                200,
                "{\"Name\":\"net\",\"Id\":\"e1\",\"Labels\":{\"io.skep.network.id\":\"n1id\"}}");

        assertEquals(2, got("/networks").size());
        assertEquals("n1id", got("/networks/net").get("Id").asText());
    }

    @Test
    void prunesTheSwarmsNetworksAndLeavesItsPartsOfTheEngineAlone() {
        var answer = world.ask("POST", "/networks/prune", "");

        assertTrue(answer.body().contains("\"net\""), answer.body());
        assertEquals(new Command.RemoveNetwork("n1id"), world.control().command());
        var asked = URLDecoder.decode(engine.calls().get(0), StandardCharsets.UTF_8);
        assertEquals(
                "POST /networks/prune?filters={\"label!\":{\"io.skep.network.id\":true}}", asked);
    }
}
