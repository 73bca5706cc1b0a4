package io.skep.dockerapi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.Command;
import io.skep.dockerapi.internal.world.ScriptedControl;
import io.skep.dockerapi.internal.world.ScriptedLink;
import io.skep.dockerapi.internal.world.Things;
import io.skep.dockerapi.internal.world.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the local engine answers, alone or beside the swarm. Source: docker-api-notes 6. */
@Timeout(20)
class EngineTest {

    private final ScriptedLink engine = new ScriptedLink();
    private final World world = new World(engine);

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/containers/json?all=1",
        "GET,/v1.24/containers/a/attach/ws",
        "HEAD,/containers/a/archive",
        "PUT,/containers/a/archive",
        "POST,/build",
        "POST,/exec/a/start",
        "GET,/images/library/app:1/json",
        "DELETE,/volumes/v",
        "GET,/plugins",
        "POST,/auth",
        "POST,/session",
        "GET,/system/df",
        "POST,/commit",
    })
    void answersWhatIsItsOwn(String method, String uri) {
        try (var browser = world.browser()) {
            var answer = browser.ask(method, uri, "");

            assertEquals(200, answer.status());
            if (!method.equals("HEAD")) {
                assertEquals("passed " + method + " " + uri, answer.body());
            }
            assertEquals("200 OK", browser.ask("GET", "/_ping", "").seen());
        }
    }

    @Test
    void tellsItsFactsAndWeTheSwarms() {
        Things.cluster(world.control());
        engine.answers(
                "GET /info", 200, "{\"NCPU\":64,\"Swarm\":{\"LocalNodeState\":\"inactive\"}}");
        engine.answers("GET /version", 200, "{\"Version\":\"28.2.2\",\"ApiVersion\":\"1.50\"}");

        var info = world.get("/info").body();
        var version = world.get("/version").body();

        assertTrue(info.contains("\"NCPU\":64") && info.contains("\"active\""), info);
        assertFalse(info.contains("inactive"));
        assertTrue(version.contains("28.2.2") && version.contains("\"1.44\""), version);
    }

    @Test
    void isAbsentWhenItDoesNotAnswer() {
        assertTrue(world.get("/info").body().contains("\"NCPU\":2"));
        assertTrue(world.get("/version").body().contains("\"Name\":\"Skep\""));
        assertEquals("200 []", world.get("/networks").seen());
    }

    @Test
    void addsItsNetworksToThoseOfTheSwarm() {
        Things.cluster(world.control())
                .commit(20, ScriptedControl.THEN, Things.network("n1id", "ov1", Map.of()));
        engine.answers("GET /v1.40/networks", 200, "[{\"Name\":\"bridge\",\"Id\":\"b\"}]");

        var all = world.get("/v1.40/networks").body();

        assertTrue(all.contains("\"bridge\"") && all.contains("\"ov1\""), all);
    }

    @Test
    void comesFirstWhenANetworkIsLookedUp() {
        Things.cluster(world.control())
                .commit(20, ScriptedControl.THEN, Things.network("n1id", "net", Map.of()));
        engine.answers("GET /networks/net", 200, "{\"Name\":\"net\",\"Id\":\"local\"}");
        engine.answers("GET /networks/ov", 404, "{\"message\":\"no\"}");

        assertTrue(world.get("/networks/net").body().contains("\"local\""));
        assertTrue(world.get("/networks/net?scope=swarm").body().contains("\"n1id\""));
        assertEquals(
                "404 {\"message\":\"network ov not found\"}", world.get("/networks/ov").seen());
    }

    @Test
    void makesAndRemovesItsOwnNetworks() {
        Things.cluster(world.control());
        engine.answers("POST /networks/create", 201, "{\"Id\":\"b\"}");
        engine.answers("DELETE /networks/b", 204, "");
        var body = "{\"Name\":\"b\",\"Driver\":\"bridge\"}";

        assertEquals("201 {\"Id\":\"b\"}", world.ask("POST", "/networks/create", body).seen());
        assertEquals("204 ", world.ask("DELETE", "/networks/b", "").seen());

        assertEquals(
                List.of("POST /networks/create " + body, "DELETE /networks/b"), engine.calls());
        assertTrue(world.control().idle());
    }

    @Test
    void leavesTheSwarmsNetworksToTheSwarm() {
        Things.cluster(world.control())
                .commit(20, ScriptedControl.THEN, Things.network("n1id", "ov1", Map.of()));

        assertEquals(204, world.ask("DELETE", "/networks/ov1", "").status());
        assertEquals(new Command.RemoveNetwork("n1id"), world.control().command());
    }

    @Test
    void asksTheRegistry() {
        engine.answers(
                "GET /v1.44/distribution/lib/app:1/json", 401, "{\"message\":\"unauthorized\"}");

        assertEquals(
                "401 {\"message\":\"unauthorized\"}",
                world.get("/v1.44/distribution/lib/app:1/json").seen());
        assertEquals(500, world.get("/distribution/other/json").status());
    }

    @Test
    void tellsItsEventsBesideTheSwarms() throws InterruptedException {
        try (var browser = world.browser().say("GET /events?since=5 HTTP/1.1\r\n\r\n")) {
            browser.head();

            engine.stream().record("{\"Type\":\"container\"}".getBytes(StandardCharsets.UTF_8));

            assertEquals(
                    "{\"Type\":\"container\"}\n",
                    new String(browser.chunk(), StandardCharsets.UTF_8));
        }
        assertEquals("STREAM /events?since=5", engine.calls().get(0));
    }

    @Test
    void isNotAskedForEventsOfTheSwarm() {
        try (var browser =
                world.browser()
                        .say("GET /events?filters={%22scope%22:[%22swarm%22]} HTTP/1.1\r\n\r\n")) {
            browser.head();
            world.control().follower();

            assertEquals(List.of(), engine.calls());
        }
    }
}
