package io.skep.dockerapi.internal.engine;

import static io.skep.dockerapi.internal.engine.Heads.ATTACH;
import static io.skep.dockerapi.internal.engine.Heads.GET;
import static io.skep.dockerapi.internal.engine.Heads.UPGRADED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a client and the engine hear of one another; on every kind of event loop. */
@Timeout(30)
abstract class PassTests {

    private static final int MUCH = 64 << 20;

    private ScriptedEngine engine;
    private TestDoor door;
    Wire client;

    abstract TestDoor open(Path directory, String engine);

    /** Netty 4.1 closes half a Unix socket with epoll only. */
    abstract boolean halves();

    @BeforeEach
    void begin(@TempDir Path directory) {
        engine = new ScriptedEngine(directory);
        door = open(directory, ScriptedEngine.host(directory));
        client = door.connect();
    }

    @AfterEach
    void end() {
        client.close();
        engine.close();
        door.close();
    }

    @Test
    void bringsRequestAndAnswerAcross() {
        client.say(
                "POST /v1.44/c?a=%2Fb&c HTTP/1.1\r\nHost: h\r\nX-Registry-Auth: e30=\r\n"
                        + "Content-Length: 5\r\n\r\nhello");
        try (var wire = engine.accept()) {
            var head = wire.hear("\r\n\r\n");
            var body = wire.hear("hello");
            wire.say("HTTP/1.1 201 Created\r\nX-A: b\r\nContent-Length: 2\r\n\r\n{}");

            assertTrue(head.startsWith("POST /v1.44/c?a=%2Fb&c HTTP/1.1\r\n"), head);
            assertTrue(head.contains("X-Registry-Auth: e30=\r\n"), head);
            assertTrue(head.toLowerCase().contains("connection: close\r\n"), head);
            assertEquals("hello", body);
        }

        assertEquals(
                "HTTP/1.1 201 Created\r\nX-A: b\r\nContent-Length: 2\r\n\r\n{}", client.hear("{}"));
    }

    @Test
    void usesTheClientsConnectionAgain() {
        answerOnce("Content-Length: 2\r\n\r\n{}");
        client.hear("{}");

        answerOnce("Content-Length: 2\r\n\r\n[]");

        assertTrue(client.hear("[]").startsWith("HTTP/1.1 200 OK\r\n"));
    }

    @Test
    void closesTheClientsConnectionWhenItWantsThat() {
        client.say("GET /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        answer("Content-Length: 2\r\n\r\n{}");

        assertTrue(client.rest().endsWith("\r\nconnection: close\r\n\r\n{}"));
    }

    @Test
    void streamsChunksAsTheyCome() {
        client.say("POST /build HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
        try (var wire = engine.accept()) {
            wire.hear("\r\n\r\n");
            client.say("3\r\none\r\n");
            assertEquals("3\r\none\r\n", wire.hear("one\r\n"));

            wire.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nuno\r\n");
            assertTrue(client.hear("uno\r\n").endsWith("\r\n\r\n3\r\nuno\r\n"));

            client.say("0\r\n\r\n");
            assertEquals("0\r\n\r\n", wire.hear("0\r\n\r\n"));

            wire.say("0\r\n\r\n");
            assertEquals("0\r\n\r\n", client.hear("0\r\n\r\n"));
        }
    }

    @Test
    void cutsAnswersWithoutLengthIntoChunks() {
        client.say(GET);
        answer("\r\nall of it");

        assertTrue(client.hear("0\r\n\r\n").endsWith("\r\n9\r\nall of it\r\n0\r\n\r\n"));
    }

    @Test
    void endsAnswersWithoutLengthForOldClientsByClosing() {
        client.say("GET /x HTTP/1.0\r\n\r\n");
        answer("Transfer-Encoding: chunked\r\n\r\n3\r\nall\r\n0\r\n\r\n");

        assertEquals("HTTP/1.0 200 OK\r\n\r\nall", client.rest());
    }

    @Test
    void sendsNoBodyWhereThereIsNone() {
        client.say("HEAD /_ping HTTP/1.1\r\nHost: h\r\n\r\n");
        answer("Content-Length: 7\r\n\r\n");
        assertEquals("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n", client.hear("\r\n\r\n"));

        for (var status : new String[] {"204 No Content", "304 Not Modified"}) {
            client.say(GET);
            try (var wire = engine.accept()) {
                wire.hear("\r\n\r\n");
                wire.say("HTTP/1.1 " + status + "\r\n\r\n");
            }
            assertTrue(client.hear("\r\n\r\n").startsWith("HTTP/1.1 " + status + "\r\n"));
        }
    }

    @Test
    void asksInAVersionTheEngineSpeaks() {
        door.link.start();
        engine.introduce("1.30", "1.41");
        try (var ping = engine.accept()) {
            assertTrue(ping.hear("\r\n\r\n").startsWith("GET /_ping "));
            assertTrue(door.link.present());
            client.say(GET);
            try (var wire = engine.accept()) {
                assertTrue(wire.hear("\r\n\r\n").startsWith("GET /v1.41/x HTTP/1.1\r\n"));
            }
        }
    }

    @Test
    void leavesUpgradedConnectionsAlone() {
        client.say(ATTACH);
        try (var wire = engine.accept()) {
            var head = wire.hear("\r\n\r\n").toLowerCase();
            wire.say(UPGRADED + "first");

            assertTrue(head.contains("connection: upgrade\r\n"), head);
            assertTrue(head.contains("upgrade: tcp\r\n"), head);
            assertEquals(UPGRADED + "first", client.hear("first"));

            client.say("GET / no HTTP\r\n\r\n\0");
            assertEquals("GET / no HTTP\r\n\r\n\0", wire.hear("\0"));
        }
        assertEquals("", client.rest());
    }

    @Test
    void tellsTheEngineThatTheClientSaysNoMore() {
        assumeTrue(halves());
        client.say(ATTACH);
        try (var wire = engine.accept()) {
            wire.hear("\r\n\r\n");
            wire.say(UPGRADED);
            client.hear("\r\n\r\n");

            client.say("input").shut();

            assertEquals("input", wire.rest());
            wire.say("output");
        }
        assertEquals("output", client.rest());
    }

    @Test
    void tellsTheClientThatTheEngineSaysNoMore() {
        assumeTrue(halves());
        client.say(ATTACH);
        try (var wire = engine.accept()) {
            wire.hear("\r\n\r\n");
            wire.say(UPGRADED + "output").shut();

            assertEquals(UPGRADED + "output", client.rest());
            client.say("input").shut();

            assertEquals("input", wire.rest());
        }
    }

    @Test
    void knowsStreamsThatHaveNoStatusOfTheirOwn() {
        client.say("POST /exec/e/start HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}");
        var head = "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n";
        try (var wire = engine.accept()) {
            wire.hear("{}");
            wire.say(head + "out");

            var heard = client.hear("out");
            assertTrue(heard.startsWith(head.strip()) && heard.endsWith("\r\n\r\nout"), heard);
            client.say("in");
            assertEquals("in", wire.hear("in"));
        }
    }

    @Test
    void saysSoWhenThereIsNoEngine() {
        engine.close();

        client.say(GET);

        var answer = client.hear("}\n");
        assertTrue(answer.startsWith("HTTP/1.1 503 Service Unavailable\r\n"), answer);
        assertTrue(
                answer.endsWith(
                        "{\"message\":\"Cannot connect to the Docker Engine of this node\"}\n"));
        client.say(GET);
        assertTrue(client.hear("}\n").startsWith("HTTP/1.1 503 "));
    }

    @Test
    void saysSoWhenTheEngineGoesWithoutAnAnswer() {
        client.say(GET);
        engine.accept().close();

        var answer = client.hear("}\n");

        assertTrue(answer.startsWith("HTTP/1.1 502 Bad Gateway\r\n"), answer);
        assertTrue(answer.contains("{\"message\":\"The Docker Engine of this node went away\"}"));
    }

    @Test
    void cutsTheAnswerWhenTheEngineGoesInTheMiddle() {
        client.say(GET);
        answer("Transfer-Encoding: chunked\r\n\r\n3\r\nuno\r\n");

        var heard = client.rest();

        assertTrue(heard.endsWith("3\r\nuno\r\n"), heard);
    }

    @Test
    void endsTheEnginesWorkWhenTheClientGoes() {
        client.say(GET);
        try (var wire = engine.accept()) {
            wire.hear("\r\n\r\n");
            wire.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
            client.hear("a\r\n");

            client.close();

            assertEquals("", wire.rest());
        }
    }

    @Test
    void answersClientsThatSayNoMore() {
        assumeTrue(halves());
        client.say(GET).shut();
        try (var wire = engine.accept()) {
            wire.hear("\r\n\r\n");
            assertEquals("", wire.rest());
            wire.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        }

        assertTrue(client.rest().endsWith("\r\n\r\n{}"));
    }

    @Test
    void endsTheEnginesWorkWhenTheClientGoesBeforeTheAnswer() {
        client.say(GET);
        try (var wire = engine.accept()) {
            wire.hear("\r\n\r\n");

            client.close();

            assertEquals("", wire.rest());
        }
    }

    @Test
    void forgetsWhatNobodyWantsOfARequestThatWasRefused() {
        client.say("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nfirst");
        answer("Content-Length: 2\r\n\r\nno");
        assertTrue(client.hear("no").endsWith("no"));

        client.say("later");
        answerOnce("Content-Length: 2\r\n\r\n{}");

        assertTrue(client.hear("{}").endsWith("{}"));
    }

    @Test
    void takesNoMoreFromTheEngineThanTheClientTakes() throws InterruptedException {
        client.say(GET);
        try (var wire = engine.accept()) {
            wire.hear("\r\n\r\n");
            wire.say("HTTP/1.1 200 OK\r\nContent-Length: " + MUCH + "\r\n\r\n");
            client.hear("\r\n\r\n");

            var writing = new Writing(wire);

            assertTrue(writing.stalls() < MUCH / 8);
            client.skip(MUCH);
            writing.join();
        }
    }

    @Test
    void takesNoMoreFromTheClientThanTheEngineTakes() throws InterruptedException {
        client.say("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: " + MUCH + "\r\n\r\n");
        try (var wire = engine.accept()) {
            wire.hear("\r\n\r\n");

            var writing = new Writing(client);

            assertTrue(writing.stalls() < MUCH / 8);
            wire.skip(MUCH);
            writing.join();
        }
    }

    @Test
    void takesNoMoreThroughATunnelThanTheOtherTakes() throws InterruptedException {
        client.say(ATTACH);
        try (var wire = engine.accept()) {
            wire.hear("\r\n\r\n");
            wire.say(UPGRADED);
            client.hear("\r\n\r\n");

            var writing = new Writing(wire);

            assertTrue(writing.stalls() < MUCH / 8);
            assertFalse(writing.done());
            client.skip(MUCH);
            writing.join();
        }
    }

    private void answerOnce(String headersAndBody) {
        client.say(GET);
        answer(headersAndBody);
    }

    void answer(String headersAndBody) {
        try (var wire = engine.accept()) {
            wire.hear("\r\n\r\n");
            wire.say("HTTP/1.1 200 OK\r\n" + headersAndBody);
        }
    }
}
