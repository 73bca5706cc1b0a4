package io.skep.dockerapi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.dockerapi.internal.world.Browser;
import io.skep.dockerapi.internal.world.ScriptedControl;
import io.skep.dockerapi.internal.world.Things;
import io.skep.dockerapi.internal.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP and JSON envelope. Source: docker-api-notes 1. */
@Timeout(30)
class EnvelopeTest {

    private static final String CONFIG =
            "{\"Name\":\"c\",\"Labels\":{\"ü\":\"蜂\"},\"Data\":\"c2hvd24=\"}";

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/",
        "GET,/nonsense",
        "GET,/v1.44",
        "GET,/v1.44/",
        "GET,/vx.44/info",
        "PUT,/services",
        "POST,/services",
        "GET,/services/create/update",
        "DELETE,/info",
        "PATCH,/services/x/update",
        "GET,/containers/a/b/c/d",
        "BREW,/coffee",
    })
    void knowsNoOtherPagesAndMethods(String method, String path) {
        assertEquals("404 {\"message\":\"page not found\"}", world.ask(method, path, "").seen());
    }

    @Test
    void answersHeadOfAnUnknownPageWithoutABody() {
        try (var browser = world.browser()) {
            assertEquals(404, browser.ask("HEAD", "/nonsense", "").status());
            assertEquals(200, browser.ask("GET", "/_ping", "").status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "/services", "/v1.44/x"})
    void answersOptions(String path) {
        assertEquals("200 ", world.ask("OPTIONS", path, "").seen());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.99 | {\"message\":\"client version 1.99 is too new. Maximum supported API version is 1.44\"}",
                "1.45 | {\"message\":\"client version 1.45 is too new. Maximum supported API version is 1.44\"}",
                "2.0 | {\"message\":\"client version 2.0 is too new. Maximum supported API version is 1.44\"}",
                "1.99999 | {\"message\":\"client version 1.99999 is too new. Maximum supported API version is 1.44\"}",
                "1.11 | client version 1.11 is too old. Minimum supported API version is 1.24, please upgrade your client to a newer version",
                "1.23 | client version 1.23 is too old. Minimum supported API version is 1.24, please upgrade your client to a newer version",
            })
    void refusesOtherVersions(String version, String text) {
        assertEquals("400 " + text, world.get("/v" + version + "/info").seen());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/_ping", "/info", "/nodes", "/nonsense", "/v1.99/info"})
    void saysInEveryAnswerWhoItIs(String path) {
        var headers = world.get(path).headers();

        assertEquals("1.44", headers.get("api-version"));
        assertEquals("false", headers.get("docker-experimental"));
        assertEquals("linux", headers.get("ostype"));
        assertTrue(headers.get("server").matches("Docker/\\S+ \\(linux\\)"));
    }

    @Test
    void forbidsToKeepPings() {
        var headers = world.get("/_ping").headers();

        assertEquals("no-cache, no-store, must-revalidate", headers.get("cache-control"));
        assertEquals("no-cache", headers.get("pragma"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"inactive", "pending", "error", "locked"})
    void tellsInPingsHowTheNodeIs(String state) {
        world.control().local(ScriptedControl.node(state));

        assertEquals(state, world.get("/_ping").headers().get("swarm"));
    }

    @Test
    void answersManyRequestsOnOneConnectionInTheirOrder() {
        Things.cluster(world.control());
        try (var browser = world.browser()) {
            browser.say(
                    "GET /info HTTP/1.1\r\n\r\nGET /_ping HTTP/1.1\r\n\r\n"
                            + "POST /configs/create HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}"
                            + "GET /nonsense HTTP/1.1\r\n\r\n");

            assertTrue(browser.answer(false).body().contains("\"Swarm\""));
            assertEquals("200 OK", browser.answer(false).seen());
            assertEquals("201 {\"ID\":\"made\"}", browser.answer(false).seen());
            assertEquals(404, browser.answer(false).status());
        }
    }

    @Test
    void servesAThousandPipelinedRequests() {
        try (var browser = world.browser()) {
            browser.say("GET /_ping HTTP/1.1\r\n\r\n".repeat(1000));

            for (int i = 0; i < 1000; i++) {
                assertEquals("200 OK", browser.answer(false).seen());
            }
        }
    }

    @Test
    void readsChunkedBodies() {
        try (var browser = world.browser()) {
            browser.say("POST /configs/create HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (var part : CONFIG.split("(?<=:)")) {
                var bytes = part.getBytes(StandardCharsets.UTF_8);
                browser.say(Integer.toHexString(bytes.length) + "\r\n").say(bytes).say("\r\n");
            }
            browser.say("0\r\n\r\n");

            assertEquals("201 {\"ID\":\"made\"}", browser.answer(false).seen());
            assertTrue(world.control().command().toString().contains("ü=蜂"));
        }
    }

    @Test
    void tellsAClientThatWaitsToGoOn() {
        try (var browser = world.browser()) {
            browser.say(
                    "POST /configs/create HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");

            assertEquals(100, browser.answer(false).status());
            assertEquals("201 {\"ID\":\"made\"}", browser.say("{}").answer(false).seen());
            assertEquals("200 OK", browser.ask("GET", "/_ping", "").seen());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /_ping HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /_ping HTTP/1.0\r\n\r\n",
            })
    void closesWhenItIsToldTo(String request) {
        try (var browser = world.browser()) {
            assertEquals("200 OK", browser.say(request).answer(false).seen());
            assertTrue(browser.ended());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rubbish\r\n\r\n",
                "GET\r\n\r\n",
                "GET / HTTP/9\r\n\r\n",
                "GET /_ping HTTP/1.1\r\nno colon\r\n\r\n",
                "POST /configs/create HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST /configs/create HTTP/1.1\r\nContent-Length: x\r\n\r\n",
                "POST /configs/create HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            })
    void refusesWhatIsNoHttp(String request) {
        try (var browser = world.browser()) {
            assertEquals(400, browser.say(request).answer(false).status());
            assertTrue(browser.ended());
        }
        assertEquals("200 OK", world.get("/_ping").seen());
    }

    @Test
    void refusesHeadsAndLinesWithoutEnd() {
        for (var endless :
                new String[] {
                    "/" + "a".repeat(100_000), "/ HTTP/1.1\r\nX: " + "a".repeat(100_000)
                }) {
            try (var browser = world.browser()) {
                assertEquals(400, browser.say("GET " + endless).answer(false).status());
            }
        }
    }

    @Test
    void refusesBodiesWithoutEndBeforeTheyCame() {
        try (var browser = world.browser()) {
            browser.say("POST /configs/create HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n");
            browser.say(new byte[(8 << 20) + 1]);

            assertEquals(413, browser.answer(false).status());
        }
        assertTrue(world.control().idle());
    }

    @ParameterizedTest
    @CsvSource({"%zz", "%", "%f"})
    void refusesMalformedEscapes(String escape) {
        assertEquals(400, world.get("/services/" + escape).status());
    }

    @Test
    void takesJsonWithoutATypeAndRefusesOtherTypes() {
        var body = CONFIG.getBytes(StandardCharsets.UTF_8);
        try (var browser = world.browser()) {
            assertEquals(201, browser.ask("POST", "/configs/create", "", body).status());
            assertEquals(
                    201,
                    browser.ask(
                                    "POST",
                                    "/configs/create",
                                    "content-type: application/json; charset=utf-8\r\n",
                                    body)
                            .status());
            var refused =
                    browser.ask("POST", "/configs/create", "Content-Type: text/plain\r\n", body);
            assertEquals(400, refused.status());
            assertTrue(refused.body().contains("unsupported Content-Type header (text/plain)"));
        }
    }

    @Test
    void answersAfterTheClientHasSaidAllItWillSay() {
        try (var browser = world.browser()) {
            browser.say("GET /info HTTP/1.1\r\n\r\n").shut();

            assertEquals(200, browser.answer(false).status());
            assertTrue(browser.ended());
        }
    }

    @Test
    void isForItsOwnerOnlyAndLeavesNothing() throws IOException {
        var own = new World();
        var socket = own.socket();

        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
        own.close();

        assertFalse(Files.exists(socket));
    }

    @Test
    void readsBooleansToTheLetterOrLoosely() {
        Things.cluster(world.control());

        for (var yes :
                new String[] {"1", "t", "T", "true", "TRUE", "True", "0", "f", "F", "false"}) {
            assertEquals(200, world.get("/services?status=" + yes).status());
        }
        for (var no : new String[] {"yes", "2", "tRUE", "on"}) {
            assertEquals(400, world.get("/services?status=" + no).status());
            assertEquals(400, world.get("/services/x?insertDefaults=" + no).status());
        }
        for (var loose : new String[] {"", "0", "no", "False", "NONE"}) {
            assertEquals(400, world.get("/services/x/logs?stdout=" + loose).status(), loose);
        }
        for (var loose : new String[] {"1", "yes", "True", "x"}) {
            assertEquals(404, world.get("/services/x/logs?stdout=" + loose).status(), loose);
        }
    }

    @Test
    void servesManyClientsAtOnce() {
        var browsers = new java.util.ArrayList<Browser>();
        for (int i = 0; i < 200; i++) {
            browsers.add(world.browser().say("GET /_ping HTTP/1.1\r\n\r\n"));
        }

        for (var browser : browsers) {
            assertEquals("200 OK", browser.answer(false).seen());
            browser.close();
        }
    }
}
