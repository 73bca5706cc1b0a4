package io.skep.dockerapi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.Command;
import io.skep.control.Receipt;
import io.skep.control.Refusal;
import io.skep.dockerapi.internal.world.ScriptedControl;
import io.skep.dockerapi.internal.world.Things;
import io.skep.dockerapi.internal.world.World;
import io.skep.model.spec.Addressing;
import io.skep.model.spec.Payload;
import io.skep.model.spec.ServiceMode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of requests that change something. Source: docker-api-notes 2 and 7. */
@Timeout(20)
class CommandsTest {

    private static final String NODE = "{\"Role\":\"manager\",\"Availability\":\"drain\"}";
    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /services/create | {\"Name\":\"a\"} | 201"
                        + " {\"ID\":\"made\",\"Warnings\":null}",
                "POST | /services/a/update?version=7 | {\"Name\":\"a\"} | 200 {\"Warnings\":null}",
                "DELETE | /services/a | | 200 ",
                "POST | /secrets/create | {\"Name\":\"a\",\"Data\":\"YQ==\"} | 201"
                        + " {\"ID\":\"made\"}",
                "POST | /secrets/a/update?version=7 | {\"Name\":\"a\"} | 200 ",
                "DELETE | /secrets/a | | 204 ",
                "POST | /configs/create | {\"Name\":\"a\",\"Data\":\"YQ==\"} | 201"
                        + " {\"ID\":\"made\"}",
                "POST | /configs/a/update?version=7 | {\"Name\":\"a\"} | 200 ",
                "DELETE | /configs/a | | 204 ",
                "POST | /networks/create | {\"Name\":\"a\",\"Driver\":\"overlay\"} | 201"
                        + " {\"Id\":\"made\",\"Warning\":\"\"}",
                "DELETE | /networks/ov1 | | 204 ",
                "POST | /nodes/a/update?version=7 |"
                        + " {\"Role\":\"worker\",\"Availability\":\"active\"} | 200 ",
                "DELETE | /nodes/a?force=1 | | 200 ",
                "POST | /swarm/init | {\"ListenAddr\":\"0.0.0.0:2377\"} | 200 \"made\"",
                "POST | /swarm/join | {\"RemoteAddrs\":[\"a\"],\"JoinToken\":\"t\"} | 200 ",
                "POST | /swarm/leave?force=true | | 200 ",
                "POST | /swarm/update?version=7 | {\"Name\":\"default\"} | 200 ",
            })
    void answersAsDockerDoes(String method, String uri, String body, String answer) {
        Things.cluster(world.control())
                .commit(
                        20,
                        ScriptedControl.THEN,
                        Things.network("6mg7mgsbx6621tyod1uf5vp7q", "ov1", Map.of()));

        var seen = world.ask(method, uri, body == null ? "" : body).seen();

        assertEquals(answer == null ? "" : answer.strip(), seen.strip());
    }

    @ParameterizedTest
    @EnumSource(Refusal.Code.class)
    void passesRefusalsOnWithStatusAndText(Refusal.Code code) {
        Things.cluster(world.control()).refuses(code, "the text \"X\"");

        for (var answer :
                List.of(
                        world.get("/services"),
                        world.get("/services/x"),
                        world.get("/swarm"),
                        world.ask("POST", "/services/create", "{}"),
                        world.ask("DELETE", "/secrets/x", ""))) {
            assertEquals(code.status() + " {\"message\":\"the text \\\"X\\\"\"}", answer.seen());
        }
    }

    @Test
    void answersAnythingElseThatGoesWrongWith500() {
        Things.cluster(world.control())
                .answers(
                        command -> {
                            throw new IllegalStateException("broken");
                        });

        assertEquals(
                "500 {\"message\":\"broken\"}", world.ask("POST", "/services/create", "{}").seen());
    }

    @ParameterizedTest
    @CsvSource({
        "service,/services/a/update",
        "node,/nodes/a/update",
        "secret,/secrets/a/update",
        "config,/configs/a/update",
        "swarm,/swarm/update",
    })
    void refusesVersionsThatAreNone(String kind, String path) {
        for (var bad : List.of("", "x", "-1", "1.5", "+1", " 1")) {
            var text =
                    "invalid "
                            + kind
                            + " version '"
                            + bad
                            + "': strconv.ParseUint: parsing \\\""
                            + bad
                            + "\\\": invalid syntax";
            var uri = path + "?version=" + bad.replace(" ", "%20").replace("+", "%2B");
            assertEquals("400 {\"message\":\"" + text + "\"}", world.ask("POST", uri, NODE).seen());
        }
        assertTrue(
                world.ask("POST", path + "?version=18446744073709551616", NODE)
                        .body()
                        .contains("value out of range"));
        assertEquals(200, world.ask("POST", path + "?version=18446744073709551615", NODE).status());
        assertTrue(world.ask("POST", path, NODE).body().contains("version ''"));
    }

    @Test
    void carriesCredentialsAndWhereTheyComeFrom() {
        var auth = "{\"username\":\"u\"}".getBytes(StandardCharsets.UTF_8);
        var header = "X-Registry-Auth: " + Base64.getUrlEncoder().encodeToString(auth) + "\r\n";
        try (var browser = world.browser()) {
            browser.ask(
                    "POST",
                    "/services/a/update?version=3&registryAuthFrom=previous-spec&rollback=previous",
                    header,
                    "{}".getBytes(StandardCharsets.UTF_8));
        }

        var update = (Command.UpdateService) world.control().command();
        assertEquals(Payload.of(auth), update.registryAuth());
        assertEquals("previous-spec", update.registryAuthFrom());
        assertEquals("previous", update.rollback());
        assertEquals(3, update.version());
    }

    @Test
    void passesWarningsOn() {
        world.control().answers(command -> new Receipt("made", List.of("careful")));

        assertEquals(
                "201 {\"ID\":\"made\",\"Warnings\":[\"careful\"]}",
                world.ask("POST", "/services/create", "{}").seen());
        assertEquals(
                "200 {\"Warnings\":[\"careful\"]}",
                world.ask("POST", "/services/a/update?version=1", "{}").seen());
    }

    @Test
    void dropsJobsOfClientsThatDoNotKnowThem() {
        var job = "{\"Name\":\"a\",\"Mode\":{\"GlobalJob\":{}}}";

        world.ask("POST", "/v1.41/services/create", job);
        world.ask("POST", "/v1.40/services/create", job);

        assertEquals(
                new ServiceMode.GlobalJob(),
                ((Command.CreateService) world.control().command()).spec().mode());
        assertEquals(
                ServiceMode.replicated(1),
                ((Command.CreateService) world.control().command()).spec().mode());
    }

    @Test
    void readsWhatRotatesFromQueries() {
        world.ask(
                "POST",
                "/swarm/update?version=9&rotateWorkerToken=true&rotateManagerToken=0&rotateManagerUnlockKey=1",
                "{\"Name\":\"default\"}");

        var update = (Command.UpdateCluster) world.control().command();
        assertEquals(
                List.of(true, false, true),
                List.of(
                        update.rotateWorkerToken(),
                        update.rotateManagerToken(),
                        update.rotateUnlockKey()));
        assertEquals(
                400,
                world.ask("POST", "/swarm/update?version=9&rotateWorkerToken=x", "{}").status());
    }

    @Test
    void NW_6_keepsTheAddressesThatInitAsksFor() {
        world.ask(
                "POST",
                "/swarm/init",
                "{\"DefaultAddrPool\":[\"10.1.0.0/16\"],\"SubnetSize\":20,\"DataPathPort\":5000}");

        var init = (Command.InitCluster) world.control().command();
        assertEquals(new Addressing(List.of("10.1.0.0/16"), 20, 5000), init.spec().addressing());
    }

    @Test
    void locksManagersWhenInitSaysSoBesideTheSpec() {
        world.ask("POST", "/swarm/init", "{\"AutoLockManagers\":true}");

        var init = (Command.InitCluster) world.control().command();
        assertTrue(init.spec().encryptionConfig().autoLockManagers());
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"Role\":\"x\",\"Availability\":\"active\"}','invalid Role: \\\"x\\\"'",
        "'{\"Availability\":\"active\"}','invalid Role: \\\"\\\"'",
        "'{\"Role\":\"worker\"}','invalid Availability: \\\"\\\"'",
    })
    void wantsRoleAndAvailabilityOfANode(String body, String message) {
        assertEquals(
                "400 {\"message\":\"" + message + "\"}",
                world.ask("POST", "/nodes/a/update?version=1", body).seen());
    }

    @Test
    void forbidsSwarmNetworksWhereThereIsNoManager() {
        world.control().refuses(Refusal.Code.UNAVAILABLE, "This node is not a swarm manager. …");
        var body = "{\"Name\":\"a\",\"Driver\":\"overlay\"}";

        assertEquals(
                "403 {\"message\":\"This node is not a swarm manager. …\"}",
                world.ask("POST", "/networks/create", body).seen());
        world.control().refuses(Refusal.Code.UNAVAILABLE, "Worker nodes can't be used to view …");
        assertTrue(
                world.ask("POST", "/networks/create", body)
                        .body()
                        .contains("Cannot create a multi-host network from a worker node."));
    }

    @Test
    void handsOnTheKeyThatUnlocks() {
        world.ask("POST", "/swarm/unlock", "{\"UnlockKey\":\"k\"}");

        assertEquals(new Command.Unlock("k"), world.control().command());
    }

    /** AL-1. */
    @Test
    void showsTheKeyOfTheLockAsPeopleWriteIt() {
        Things.cluster(world.control());
        assertEquals("200 {\"UnlockKey\":\"\"}", world.get("/swarm/unlockkey").seen());

        Things.lock(world.control(), new byte[32]);

        assertEquals(
                "200 {\"UnlockKey\":\"SWMKEY-1-" + "A".repeat(43) + "\"}",
                world.get("/swarm/unlockkey").seen());
    }
}
