package io.skep.dockerapi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.Refusal;
import io.skep.dockerapi.internal.world.ScriptedLink;
import io.skep.dockerapi.internal.world.Things;
import io.skep.dockerapi.internal.world.World;
import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.net.Span;
import io.skep.model.spec.IpamPool;
import io.skep.model.spec.NetworkSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plain containers on networks of the cluster. Source: swarm-behaviour NW-3. */
@Timeout(20)
class GuestsTest {

    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String CREATE = "POST /v1.44/containers/create";
    private static final String CREATED = "201 {\"Id\":\"c\"}";
    private static final String WAITING =
            "{\"Aliases\":[\"a\"],\"DriverOpts\":{\"io.skep.addresses\":\"10.0.7.9\"}}";

    private final ScriptedLink engine = new ScriptedLink();
    private final World world = new World(engine);

    @BeforeEach
    void begin() {
        Things.cluster(world.control());
        world.guests().has(span("ov", true));
        world.guests().has(span("shut", false));
        for (var name : List.of("ov", "shut", "typo")) {
            engine.answers("GET /networks/" + name, 404, "{\"message\":\"no\"}");
        }
        engine.answers("GET /networks/mine", 200, "{\"Name\":\"mine\",\"Labels\":{}}");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static Span span(String name, boolean attachable) {
        var spec =
                new NetworkSpec(
                        name,
                        Map.of(),
                        "overlay",
                        Map.of(),
                        true,
                        false,
                        attachable,
                        false,
                        null,
                        "",
                        "");
        var pool = new IpamPool("10.0.7.0/24", "", "10.0.7.1", Map.of());
        var plan = new NetworkPlan(List.of(pool), List.of(""), 1);
        return new Span(new NetworkId(name + "id"), spec, plan, Map.of());
    }

    private String create(String body) {
        return world.ask("POST", "/v1.44/containers/create", body).seen();
    }

    private String last() {
        return engine.calls().get(engine.calls().size() - 1);
    }

    @Test
    void whatIsOnTheEnginesNetworksIsCreatedAsItIs() {
        engine.answers(CREATE, 201, "{\"Id\":\"c\"}");
        for (var mode : List.of("default", "host", "container:x", "mine", "typo")) {
            var body = "{ \"HostConfig\": {\"NetworkMode\":\"" + mode + "\"}}";

            assertEquals(CREATED, create(body));

            assertEquals(CREATE + " " + body, last());
        }
    }

    @Test
    void NW_3_aContainerOnAnOverlayGetsOurNetworkAndOurNames() {
        engine.answers(CREATE, 201, "{\"Id\":\"c\"}");

        assertEquals(
                CREATED,
                create(
                        "{\"HostConfig\":{\"NetworkMode\":\"ov\"},\"NetworkingConfig\":"
                                + "{\"EndpointsConfig\":{\"ov\":{\"Aliases\":[\"a\"],"
                                + "\"IPAMConfig\":{\"IPv4Address\":\"10.0.7.9\"}}}}}"));

        assertEquals(
                CREATE
                        + " {\"HostConfig\":{\"NetworkMode\":\"skep1.ov\",\"Dns\":[\"10.0.7.1\"],"
                        + "\"DnsSearch\":[\".\"]},\"NetworkingConfig\":"
                        + "{\"EndpointsConfig\":{\"skep1.ov\":"
                        + WAITING
                        + "}}}",
                last());
    }

    @Test
    void NW_3_nobodyGetsIntoANetworkThatIsNotAttachable() {
        assertEquals(
                "403 {\"message\":\"Could not attach to network shut: rpc error: code ="
                        + " PermissionDenied desc = network shut not manually attachable\"}",
                create("{\"HostConfig\":{\"NetworkMode\":\"shut\"}}"));
    }

    private void container(boolean running) {
        engine.answers(
                "GET /containers/box/json",
                200,
                "{\"Id\":\""
                        + ID
                        + "\",\"Name\":\"/box\",\"State\":{\"Running\":"
                        + running
                        + "},\"NetworkSettings\":{\"Networks\":{\"bridge\":{},\"skep1.ov\":"
                        + WAITING
                        + "}}}");
        engine.answers("POST /containers/box/start", 204, "");
        engine.answers("POST /networks/skep1.ov/disconnect", 200, "");
    }

    private void plugs(int status, String body) {
        var call = "POST /networks/skep1.ov/connect";
        engine.answers(call, status, body);
    }

    @Test
    void itIsPluggedInWithTheAddressesItGotBeforeItStarts() {
        container(false);
        plugs(200, "");

        assertEquals("204 ", world.ask("POST", "/containers/box/start", "").seen());

        assertEquals(List.of("admit ovid box[a, 0123456789ab][10.0.7.9]"), world.guests().said());
        var calls = engine.calls();
        assertEquals("POST /containers/box/start", last());
        assertEquals(
                "POST /networks/skep1.ov/connect {\"Container\":\""
                        + ID
                        + "\",\"EndpointConfig\":{\"Aliases\":[\"a\"],\"DriverOpts\":"
                        + "{\"io.skep.addresses\":\"10.0.7.9\"},\"MacAddress\":"
                        + "\"02:42:0a:00:07:05\",\"IPAMConfig\":{\"IPv4Address\":\"10.0.7.5\","
                        + "\"IPv6Address\":\"fd00::5\"}}}",
                calls.get(calls.size() - 2));
    }

    @Test
    void whatRunsIsLeftAlone() {
        container(true);

        assertEquals("204 ", world.ask("POST", "/containers/box/start", "").seen());

        assertEquals(List.of(), world.guests().said());
    }

    @Test
    void itDoesNotStartWithoutAddresses() {
        container(false);
        world.guests().refuses(new Refusal(Refusal.Code.UNKNOWN, "context deadline exceeded"));

        assertEquals(
                "500 {\"message\":\"Could not attach to network ov: context deadline exceeded\"}",
                world.ask("POST", "/containers/box/start", "").seen());
        assertTrue(engine.calls().stream().noneMatch(call -> call.endsWith("/start")));
    }

    @Test
    void aRunningContainerIsConnectedAndDisconnected() {
        container(true);
        plugs(200, "");
        var body = "{\"Container\":\"box\",\"EndpointConfig\":{\"Aliases\":[\"b\"]}}";

        assertEquals(200, world.ask("POST", "/networks/ov/connect", body).status());
        assertEquals(200, world.ask("POST", "/networks/ov/disconnect", body).status());

        assertEquals(
                List.of(
                        "admit ovid box[b, 0123456789ab][]",
                        "dismiss ovid 0123456789abcdef012345678"),
                world.guests().said());
    }

    @Test
    void whoHasEndedAMomentAgoIsNotInTheWayOfARemoval() {
        world.control().commit(99, Instant.EPOCH, Things.network("ovid", "ov", Map.of()));
        container(true);
        plugs(200, "");
        world.ask("POST", "/networks/ov/connect", "{\"Container\":\"box\"}");
        engine.answers("GET /containers/0123456789abcdef012345678/json", 404, "{}");

        world.ask("DELETE", "/networks/ov", "");

        assertEquals(
                "dismiss ovid 0123456789abcdef012345678",
                world.guests().said().get(world.guests().said().size() - 1));
    }

    @Test
    void theEnginesOwnNetworksAreConnectedByTheEngine() {
        engine.answers("POST /networks/mine/connect", 200, "");

        assertEquals(200, world.ask("POST", "/networks/mine/connect", "{}").status());

        assertEquals("POST /networks/mine/connect {}", last());
    }

    @Test
    void NW_16_aWorkerShowsTheNetworksThatAreOnIt() {
        world.control()
                .local(
                        new io.skep.control.LocalNode(
                                "active", "n", "c", "10.0.0.9", 2377, false, "h", ""));

        var all = world.get("/networks").body();

        assertTrue(all.contains("\"ovid\"") && all.contains("\"overlay\""), all);
        assertTrue(world.get("/networks/ov").body().contains("10.0.7.0/24"));
    }
}
