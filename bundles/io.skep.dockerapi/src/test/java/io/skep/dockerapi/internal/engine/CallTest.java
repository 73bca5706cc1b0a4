package io.skep.dockerapi.internal.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.TooLongFrameException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Questions, streams and the look whether an engine is there. */
@Timeout(30)
class CallTest {

    private Path directory;
    private ScriptedEngine engine;
    private TestDoor door;

    @BeforeEach
    void open(@TempDir Path temporary) {
        directory = temporary;
        engine = new ScriptedEngine(temporary);
        door = TestDoor.bare(temporary, ScriptedEngine.host(temporary), false);
    }

    @AfterEach
    void close() {
        engine.close();
        door.close();
    }

    @Test
    void gathersAnAnswer() {
        var call = door.link.call("POST", "/auth", Map.of("X-A", "b"), "{}".getBytes(UTF_8));
        try (var wire = engine.accept()) {
            var heard = wire.hear("{}").toLowerCase();
            wire.say("HTTP/1.1 200 OK\r\nApi-Version: 1.51\r\nTransfer-Encoding: chunked\r\n\r\n");
            wire.say("3\r\n[1,\r\n2\r\n2]\r\n0\r\n\r\n");

            assertTrue(heard.startsWith("post /auth http/1.1\r\n"), heard);
            assertTrue(heard.contains("x-a: b\r\n"), heard);
            assertTrue(heard.contains("host: docker\r\n"), heard);
        }

        var answer = call.toCompletableFuture().join();

        assertTrue(answer.good());
        assertEquals("1.51", answer.headers().get("api-version"));
        assertEquals("[1,2]", new String(answer.body(), UTF_8));
    }

    @Test
    void waitsNotForEver() {
        var call = door.link.call("GET", "/info", Map.of(), new byte[0]);
        try (var wire = engine.accept()) {
            wire.hear("\r\n\r\n");

            assertInstanceOf(TimeoutException.class, failure(call));
            assertEquals("", wire.rest());
        }
    }

    @Test
    void gathersNotWithoutBound() {
        var call = door.link.call("GET", "/info", Map.of(), new byte[0]);
        try (var wire = engine.accept()) {
            wire.hear("\r\n\r\n");
            wire.say("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");

            assertInstanceOf(TooLongFrameException.class, failure(call));
        }
    }

    @Test
    void failsWhenTheEngineGoesOrIsNotThere() {
        var cut = door.link.call("GET", "/info", Map.of(), new byte[0]);
        engine.accept().close();
        assertInstanceOf(IOException.class, failure(cut));

        engine.close();
        var none = door.link.call("GET", "/info", Map.of(), new byte[0]);
        assertInstanceOf(IOException.class, failure(none));
    }

    @Test
    void cutsAStreamIntoRecords() {
        var records = new Records();
        door.link.stream("/events", records);
        try (var wire = engine.accept()) {
            assertTrue(wire.hear("\r\n\r\n").startsWith("GET /events HTTP/1.1\r\n"));
            wire.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            wire.say("4\r\n{\"a\"\r\n");
            wire.say("e\r\n:1}\n{\"b\":2}\n{\"\r\n");
            assertEquals(List.of("{\"a\":1}", "{\"b\":2}"), records.take(2));
            wire.say("6\r\nc\":3}\n\r\n");
            assertEquals(List.of("{\"c\":3}"), records.take(1));
        }

        assertEquals(List.of("(end)"), records.take(1));
    }

    @Test
    void endsAStreamThatNobodyWants() {
        var records = new Records();
        var stream = door.link.stream("/events", records);
        try (var wire = engine.accept()) {
            wire.hear("\r\n\r\n");
            wire.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");

            stream.cancel();

            assertEquals("", wire.rest());
        }
        assertEquals(List.of("(end)"), records.take(1));
    }

    @Test
    void endsAStreamThatIsRefusedOrOfWhichThereIsNone() {
        var refused = new Records();
        door.link.stream("/events", refused);
        try (var wire = engine.accept()) {
            wire.hear("\r\n\r\n");
            wire.say("HTTP/1.1 500 Oh\r\nContent-Length: 3\r\n\r\nno\n");
            assertEquals(List.of("(end)"), refused.take(1));
        }

        engine.close();
        var none = new Records();
        door.link.stream("/events", none);
        assertEquals(List.of("(end)"), none.take(1));
    }

    @Test
    void noticesWhenTheEngineComesAndGoes() {
        assertFalse(door.link.present());
        door.link.start();
        engine.introduce("1.24", "1.51");
        until(true);

        engine.close();
        until(false);

        engine = new ScriptedEngine(directory);
        engine.introduce("1.24", "1.52");
        until(true);
    }

    @Test
    void knowsAddressesOfBothKinds() {
        assertEquals(
                new EngineAddress("/run/d.sock", "", 0), EngineAddress.parse("unix:///run/d.sock"));
        assertEquals(
                new EngineAddress("", "127.0.0.1", 2375),
                EngineAddress.parse("tcp://127.0.0.1:2375"));
        for (var wrong : List.of("", "unix://", "tcp://host", "http://h:1", "/run/d.sock")) {
            assertThrows(IllegalArgumentException.class, () -> EngineAddress.parse(wrong), wrong);
        }
    }

    @Test
    void bringsVersionsIntoTheEnginesRange() {
        var range = ApiRange.of("1.40", "1.44");

        assertEquals("/v1.44/info?x=/v1.50/", range.fit("/v1.51/info?x=/v1.50/"));
        assertEquals("/v1.40/info", range.fit("/v1.24/info"));
        assertEquals("/v1.41/info", range.fit("/v1.41/info"));
        assertEquals("/info", range.fit("/info"));
        assertEquals("/v1.99", range.fit("/v1.99"));
    }

    private void until(boolean present) {
        while (door.link.present() != present) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static Throwable failure(CompletionStage<?> call) {
        return assertThrows(CompletionException.class, () -> call.toCompletableFuture().join())
                .getCause();
    }

    private static final class Records implements RecordSink {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @Override
        public void record(byte[] line) {
            heard.add(new String(line, UTF_8));
        }

        @Override
        public void end() {
            heard.add("(end)");
        }

        List<String> take(int count) {
            var taken = new ArrayList<String>();
            try {
                while (taken.size() < count) {
                    taken.add(heard.take());
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return taken;
        }
    }
}
