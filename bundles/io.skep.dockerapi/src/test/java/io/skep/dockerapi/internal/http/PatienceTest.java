package io.skep.dockerapi.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.dockerapi.internal.engine.NoEngine;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.dockerapi.internal.world.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nobody is waited for without end. */
@Timeout(20)
class PatienceTest {

    private final CompletableFuture<Reply> late = new CompletableFuture<>();
    @TempDir private Path directory;
    private UnixServer server;

    @BeforeEach
    void listen() {
        var routes = new Routes();
        routes.get("/late", ask -> late);
        routes.get("/now", ask -> Routes.done(Reply.empty(200)));
        routes.get("/stream", ask -> Routes.done(new Reply.Flowing("x/y", out -> () -> {})));
        routes.get(
                "/broken",
                ask ->
                        Routes.done(
                                new Reply.Flowing(
                                        "x/y",
                                        out -> {
                                            throw new IllegalStateException("broken");
                                        })));
        routes.post("/now", ask -> Routes.done(Reply.empty(200)));
        server =
                UnixServer.at(
                        socket(),
                        new UnixServer.Patience(
                                Duration.ofMillis(300),
                                Duration.ofMillis(300),
                                Duration.ofMillis(500)));
        server.listen(routes, new NoEngine());
    }

    @AfterEach
    void stop() {
        server.stop(Duration.ofSeconds(1)).toCompletableFuture().join();
    }

    @Test
    void answersInPlaceOfWhoeverDoesNotAnswer() {
        try (var browser = Browser.to(socket())) {
            assertEquals(
                    "500 {\"message\":\"rpc error: code = DeadlineExceeded desc = context deadline"
                            + " exceeded\"}",
                    browser.ask("GET", "/late", "").seen());

            late.complete(Reply.empty(204));

            assertEquals(200, browser.ask("GET", "/now", "").status());
        }
    }

    @Test
    void leavesAClientThatDoesNotFinishItsRequest() {
        try (var browser = Browser.to(socket())) {
            browser.say("POST /now HTTP/1.1\r\nContent-Length: 10\r\n\r\n{");

            assertTrue(browser.ended());
        }
    }

    @Test
    void leavesAClientThatSaysNothingAfterAWhile() {
        try (var browser = Browser.to(socket())) {
            browser.say("GET /no");

            assertTrue(browser.ended());
        }
    }

    @Test
    void leavesAClientThatDoesNotFinishItsHeadHoweverBusyItSeems() {
        var place = directory.resolve("head");
        var patient = Duration.ofSeconds(60);
        var strict =
                UnixServer.at(
                        place, new UnixServer.Patience(patient, patient, Duration.ofMillis(300)));
        strict.listen(new Routes(), new NoEngine());
        try (var browser = Browser.to(place)) {
            assertEquals(404, browser.ask("GET", "/", "").status());
            browser.say("GET /no");

            assertTrue(browser.ended());
        }
        strict.stop(Duration.ofSeconds(1)).toCompletableFuture().join();
    }

    @Test
    void staysWithAClientThatListens() {
        try (var browser = Browser.to(socket())) {
            browser.say("GET /stream HTTP/1.1\r\n\r\n").head();
            try (var other = Browser.to(socket())) {
                other.say("GET /no");
                assertTrue(other.ended());
            }
            assertTrue(browser.listens());
        }
    }

    @Test
    void endsAStreamThatCannotBegin() {
        try (var browser = Browser.to(socket())) {
            browser.say("GET /broken HTTP/1.1\r\n\r\n").head();

            assertTrue(browser.ended());
        }
    }

    @Test
    void replacesAFileThatWasLeft() throws IOException {
        var left = directory.resolve("deep/er/left.sock");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "left");
        var second = UnixServer.at(left);

        second.listen(new Routes(), new NoEngine());

        try (var browser = Browser.to(left)) {
            assertEquals(404, browser.ask("GET", "/", "").status());
        }
        second.stop(Duration.ofSeconds(1)).toCompletableFuture().join();
        assertTrue(Files.notExists(left));
    }

    private Path socket() {
        return directory.resolve("s");
    }
}
