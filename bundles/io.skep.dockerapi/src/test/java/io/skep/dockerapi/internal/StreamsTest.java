package io.skep.dockerapi.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.ClusterEvent;
import io.skep.dockerapi.internal.world.Browser;
import io.skep.dockerapi.internal.world.ScriptedControl;
import io.skep.dockerapi.internal.world.Things;
import io.skep.dockerapi.internal.world.World;
import io.skep.model.LogLine;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskId;
import io.skep.model.spec.ServiceMode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events and logs. Source: docker-api-notes 6. */
@Timeout(30)
class StreamsTest {

    private static final String WEB = "ke86yslkapm2e0svokoa0pnjb";
    private static final Instant AT = Instant.parse("2026-11-23T06:25:40.500Z");

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void sendsStatusAndHeadersOfEventsAtOnceAndEachRecordByItself() {
        try (var browser = stream("/events")) {
            var head = browser.head();
            assertEquals(200, head.status());
            assertEquals("application/json", head.headers().get("content-type"));

            var sink = world.control().follower();
            sink.event(event("service", "update", Map.of("name", "web", "replicas.new", "3")));

            assertEquals(
                    "{\"Type\":\"service\",\"Action\":\"update\",\"Actor\":{\"ID\":\""
                            + WEB
                            + "\",\"Attributes\":{\"name\":\"web\",\"replicas.new\":\"3\"}},"
                            + "\"scope\":\"swarm\",\"time\":1795415140,\"timeNano\":1795415140500000000}\n",
                    text(browser.chunk()));
        }
    }

    @Test
    void endsEventsWhenTheClientGoes() throws Exception {
        try (var browser = stream("/events")) {
            browser.head();
            world.control().follower();
        }

        world.control().cancelled().get(10, TimeUnit.SECONDS);
    }

    @Test
    void endsEventsAtTheirLimitAndKeepsTheConnection() {
        world.control().happened(event("service", "create", Map.of("name", "early")));
        world.control()
                .happened(
                        new ClusterEvent(
                                AT.plusSeconds(60),
                                "service",
                                "create",
                                WEB,
                                Map.of("name", "late")));
        try (var browser = world.browser()) {
            var answer = browser.ask("GET", "/events?since=1&until=1795415141", "");

            assertTrue(answer.body().contains("early"), answer.body());
            assertEquals(1, answer.body().lines().count());
            assertEquals("200 OK", browser.ask("GET", "/_ping", "").seen());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":[\"service\"]} | true",
                "{\"type\":[\"node\"]} | false",
                "{\"event\":[\"create\",\"update\"]} | true",
                "{\"event\":[\"remove\"]} | false",
                "{\"scope\":[\"swarm\"]} | true",
                "{\"scope\":[\"local\"]} | false",
                "{\"service\":[\"ke86\"]} | true",
                "{\"service\":[\"we\"]} | true",
                "{\"service\":[\"api\"]} | false",
                "{\"container\":[\"x\"]} | false",
                "{\"label\":[\"name=web\"]} | true",
                "{\"label\":[\"name=api\"]} | false",
                "{\"anything\":[\"x\"]} | true",
            })
    void filtersEvents(String filters, boolean shown) {
        world.control().happened(event("service", "create", Map.of("name", "web")));
        var escaped = java.net.URLEncoder.encode(filters, StandardCharsets.UTF_8);

        var answer = world.get("/events?since=1&until=1795415141&filters=" + escaped);

        assertEquals(shown ? 1 : 0, answer.body().lines().count(), answer.body());
    }

    @ParameterizedTest
    @CsvSource({"since=x", "until=yesterday", "filters=[]", "filters=%7B"})
    void refusesEventsOfNoTime(String query) {
        assertEquals(400, world.get("/events?" + query).status());
    }

    @Test
    void endsTheConnectionOfAClientThatDoesNotRead() throws Exception {
        try (var browser = stream("/events")) {
            browser.head();
            var sink = world.control().follower();
            var big = event("service", "update", Map.of("name", "x".repeat(100_000)));

            for (int i = 0; i < 2000; i++) {
                sink.event(big);
            }

            world.control().cancelled().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void keepsAClientThatReadsThroughAThousandEventsAtOnce() {
        try (var browser = stream("/events")) {
            browser.head();
            var sink = world.control().follower();
            for (int i = 0; i < 1_000; i++) {
                sink.event(event("service", "update", Map.of("name", "n" + i)));
            }

            for (int i = 0; i < 1_000; i++) {
                var line = text(browser.chunk());
                assertTrue(line.contains("\"n" + i + "\""), line);
            }
        }
    }

    @Test
    void framesLinesOfLogs() {
        var task = running(false);
        try (var browser =
                stream("/services/web/logs?stdout=1&stderr=1&follow=1&tail=5&since=12.5")) {
            var head = browser.head();
            assertEquals(
                    "application/vnd.docker.multiplexed-stream",
                    head.headers().get("content-type"));
            var call = world.control().logCall();
            assertEquals(List.of(new ServiceId(WEB)), call.query().services());
            assertTrue(
                    call.request().stdout() && call.request().stderr() && call.request().follow());
            assertEquals(5, call.request().tail());
            assertEquals(Instant.ofEpochSecond(12, 500_000_000), call.request().since());

            call.sink().line(task, line(1, "hällo\n"));
            call.sink().line(task, line(2, "oh\n"));
            call.sink().end("task t9 has not been scheduled");

            assertArrayEquals(frame(1, "hällo\n"), browser.chunk());
            assertArrayEquals(frame(2, "oh\n"), browser.chunk());
            assertArrayEquals(frame(3, "task t9 has not been scheduled"), browser.chunk());
            assertEquals(0, browser.chunk().length);
        }
    }

    @Test
    void writesTimesAndDetailsBeforeLines() {
        var task = running(false);
        try (var browser = stream("/tasks/t1/logs?stdout=true&timestamps=true&details=true")) {
            browser.head();
            var call = world.control().logCall();
            assertEquals(List.of(new TaskId("t1")), call.query().tasks());

            call.sink().line(task, new LogLine(1, AT, "x\n", new TreeMap<>(Map.of("a b", "c&d"))));

            assertArrayEquals(
                    frame(
                            1,
                            "2026-11-23T06:25:40.500000000Z a+b=c%26d,"
                                    + "com.docker.swarm.node.id=nodeid0000000000000000001,"
                                    + "com.docker.swarm.service.id="
                                    + WEB
                                    + ",com.docker.swarm.task.id=t1 x\n"),
                    browser.chunk());
        }
    }

    @Test
    void sendsTheOutputOfTerminalsRaw() {
        var task = running(true);
        try (var browser = stream("/services/web/logs?stdout=1")) {
            assertEquals(
                    "application/vnd.docker.raw-stream",
                    browser.head().headers().get("content-type"));
            var call = world.control().logCall();

            call.sink().line(task, line(1, "x\r\n"));
            call.sink().end("incomplete");

            assertEquals("x\r\n", text(browser.chunk()));
            assertEquals(0, browser.chunk().length);
        }
    }

    @Test
    void callsTheStreamRawForOlderClients() {
        running(false);
        try (var browser = stream("/v1.41/services/web/logs?stdout=1")) {
            assertEquals(
                    "application/vnd.docker.raw-stream",
                    browser.head().headers().get("content-type"));
        }
    }

    @Test
    void holdsWhoeverWritesLogsWhileTheClientIsSlow() {
        var task = running(false);
        try (var browser = stream("/services/web/logs?stdout=1&follow=1")) {
            browser.head();
            var call = world.control().logCall();
            var big = line(1, "x".repeat(50_000) + "\n");
            var writer =
                    new Thread(
                            () -> {
                                for (int i = 0; i < 2000; i++) {
                                    call.sink().line(task, big);
                                }
                                call.sink().end("");
                            });
            writer.start();

            var heard = new ByteArrayOutputStream();
            int chunks = 0;
            for (var chunk = browser.chunk(); chunk.length > 0; chunk = browser.chunk()) {
                chunks++;
                heard.reset();
            }
            assertEquals(2000, chunks);
        }
    }

    @Test
    void endsLogsWhenTheClientGoes() throws Exception {
        running(false);
        try (var browser = stream("/services/web/logs?stdout=1&follow=1")) {
            browser.head();
            world.control().logCall();
        }

        world.control().cancelled().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/services/web/logs | 400 {\"message\":\"must specify at least one of 'stdout' or 'stderr'\"}",
                "/services/x/logs?stdout=1 | 404 {\"message\":\"service x not found\"}",
                "/tasks/x/logs?stderr=1 | 404 {\"message\":\"task x not found\"}",
                "/services/web/logs?stdout=1&tail=x | 400 {\"message\":\"invalid value for tail: \\\"x\\\"\"}",
            })
    void refusesLogsThatCannotBe(String uri, String answer) {
        running(false);

        assertEquals(answer, world.get(uri).seen());
    }

    private Browser stream(String uri) {
        return world.browser().say("GET " + uri + " HTTP/1.1\r\n\r\n");
    }

    private Task running(boolean terminal) {
        var spec =
                terminal ? Things.terminal("web") : Things.spec("web", ServiceMode.replicated(1));
        Things.cluster(world.control())
                .commit(
                        26,
                        ScriptedControl.THEN,
                        Things.wish(WEB, spec),
                        Things.task("t1", WEB, spec, 1));
        return world.control().read().toCompletableFuture().join().tasks().get("t1").orElseThrow();
    }

    private static ClusterEvent event(String type, String action, Map<String, String> attributes) {
        return new ClusterEvent(AT, type, action, WEB, new TreeMap<>(attributes));
    }

    private static LogLine line(int stream, String text) {
        return new LogLine(stream, AT, text, Map.of());
    }

    private static byte[] frame(int stream, String text) {
        var payload = text.getBytes(StandardCharsets.UTF_8);
        var frame = new byte[8 + payload.length];
        frame[0] = (byte) stream;
        frame[6] = (byte) (payload.length >> 8);
        frame[7] = (byte) payload.length;
        System.arraycopy(payload, 0, frame, 8, payload.length);
        return frame;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
