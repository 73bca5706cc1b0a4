package io.skep.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.itests.engine.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real registry that asks for a name and a password. Source: swarm-behaviour SV-19, EX-2;
 * docker-api-notes 5
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistryTest {

    private static final Path PROGRAM = Path.of("/usr/bin/docker-registry");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern PORT = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern PINNED = Pattern.compile("(.+)@sha256:[0-9a-f]{64}");
    private static final Predicate<String> REFUSED =
            Pattern.compile("Rejected .*no basic auth credentials.*").asMatchPredicate();

    // "sesame", by bcrypt
    private static final String USERS =
            "ali:$2b$05$abcdefghijklmnopqrstuuKcS.CYWVYVaLiiCKrrc0A5s3mGesJ9O\n";

    private Path directory = Path.of("");
    private TestEngine engine;
    private Skep skep;
    private String registry = "";

    @BeforeAll
    void startAll(@TempDir Path folder) throws IOException {
        directory = folder;
        boolean there = Files.isExecutable(PROGRAM);
        if ("true".equals(System.getenv("CI"))) {
            assertTrue(there, "there is no docker-registry");
        }
        assumeTrue(there, "there is no docker-registry");
        engine = NeedsEngine.engine();
        registry = "127.0.0.1:" + startRegistry();
        engine.docker("--config", known(), "login", "-u", "ali", "-p", "sesame", registry);
        push("web:1", "one");
        skep = Skep.on(engine);
    }

    private int startRegistry() throws IOException {
        var users = Files.writeString(directory.resolve("users"), USERS);
        var settings =
                Files.writeString(
                        directory.resolve("registry.yml"),
                        """
                        version: 0.1
                        log: {level: info}
                        storage: {filesystem: {rootdirectory: %s}}
                        http: {addr: "127.0.0.1:0"}
                        auth: {htpasswd: {realm: test, path: %s}}
                        """
                                .formatted(directory.resolve("images"), users));
        var log = directory.resolve("registry.log");
        engine.inside(
                "sh",
                "-c",
                "setsid %s serve %s > %s 2>&1 & echo $! > %s/registry.pid"
                        .formatted(PROGRAM, settings, log, directory));
        Eventually.holds("the registry listens", PATIENCE, () -> port(log), n -> n > 0);
        return port(log);
    }

    private static int port(Path log) {
        try {
            var found = PORT.matcher(Files.readString(log));
            return found.find() ? Integer.parseInt(found.group(1)) : 0;
        } catch (IOException notYet) {
            return 0;
        }
    }

    @AfterEach
    void removeServices() {
        var services = skep.docker("service", "ls", "-q").good().lines().toList();
        services.forEach(id -> skep.docker("service", "rm", id).good());
        Eventually.equal("", PATIENCE, () -> engine.docker("ps", "-aq").strip());
    }

    @AfterAll
    void stopAll() {
        if (skep != null) {
            skep.close();
        }
        if (!registry.isEmpty()) {
            engine.inside("sh", "-c", "kill $(cat " + directory + "/registry.pid)");
        }
    }

    @Test
    void anImageIsNamedByItsDigestAndPulledWithTheUsersCredentials() {
        forget("web:1");

        create(known(), "--with-registry-auth", "web", registry + "/web:1").good();

        Eventually.equal(1L, PATIENCE, () -> skep.running("web"));
        var image = image("web");
        assertTrue(PINNED.matcher(image).matches(), image);
        assertTrue(image.startsWith(registry + "/web:1@"), image);
        assertFalse(skep.docker("service", "inspect", "web").good().contains("sesame"));
    }

    @Test
    void withoutCredentialsTheCommandWarnsAndTheTaskSaysWhy() {
        forget("web:1");

        var said = create(stranger(), "--quiet", "web", registry + "/web:1");

        assertTrue(said.errors().contains("could not be accessed on a registry"), said::toString);
        Eventually.equal(true, PATIENCE, () -> reasons("web").lines().anyMatch(REFUSED));
    }

    @Test
    void anUpdateToTheSameTagTakesWhatTheRegistryHasNow() {
        create(known(), "--with-registry-auth", "web", registry + "/web:1").good();
        Eventually.equal(1L, PATIENCE, () -> skep.running("web"));
        var before = image("web");
        push("web:1", "two");

        update("--with-registry-auth", "--image", registry + "/web:1", "web");

        assertFalse(image("web").equals(before), before);
        Eventually.equal("two", PATIENCE, this::content);
        Eventually.equal(1L, PATIENCE, () -> skep.running("web"));
    }

    @Test
    void theServerNamesItForClientsOfOldVersions() throws IOException {
        var body =
                "{\"Name\":\"web\",\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\""
                        + registry
                        + "/web:1\",\"Command\":[\"sleep\",\"1000\"]}}}";
        try (var http = Http.to(skep.socket())) {
            var made = http.send("POST", "/v1.29/services/create", head(body), utf8(body));
            assertEquals(201, made.status(), made::body);
            assertTrue(made.body().contains("\"Warnings\":null"), made::body);
        }

        assertTrue(PINNED.matcher(image("web")).matches(), () -> image("web"));
        Eventually.equal(1L, PATIENCE, () -> skep.running("web"));
    }

    private String head(String body) {
        var auth =
                "{\"username\":\"ali\",\"password\":\"sesame\",\"serveraddress\":\"%s\"}"
                        .formatted(registry);
        return "POST /v1.29/services/create HTTP/1.1\r\nHost: skep\r\n"
                + "Content-Type: application/json\r\nX-Registry-Auth: "
                + Base64.getUrlEncoder().encodeToString(utf8(auth))
                + "\r\nContent-Length: "
                + utf8(body).length
                + "\r\n\r\n";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** An image with a file of its own; only the registry has it afterwards. */
    private void push(String name, String content) {
        var box = engine.docker("create", TestEngine.IMAGE, "true").strip();
        try {
            var file = Files.writeString(directory.resolve("content"), content);
            engine.docker("cp", file.toString(), box + ":/content");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        engine.docker("commit", box, registry + "/" + name);
        engine.docker("rm", box);
        engine.docker("--config", known(), "push", registry + "/" + name);
        forget(name);
    }

    private void forget(String name) {
        var ids = engine.docker("images", "-q", registry + "/" + name.split(":")[0]).lines();
        ids.distinct().forEach(this::remove);
    }

    private void remove(String image) {
        try {
            engine.docker("rmi", "--force", image);
        } catch (IllegalStateException used) {
            assertTrue(used.getMessage().contains("used by running container"), used::getMessage);
        }
    }

    private String known() {
        return directory.resolve("known").toString();
    }

    private String stranger() {
        return directory.resolve("stranger").toString();
    }

    private Ran create(String who, String option, String name, String image) {
        var words = new ArrayList<>(List.of("--config", who, "service", "create", "--detach"));
        words.addAll(List.of(option, "--name", name, "--stop-grace-period", "1s"));
        words.addAll(List.of("--restart-max-attempts", "1", "--update-monitor", "1s"));
        words.addAll(List.of(image, "sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.2; done"));
        return skep.docker(words.toArray(String[]::new));
    }

    private void update(String... options) {
        var words = new ArrayList<>(List.of("--config", known(), "service", "update", "--detach"));
        words.addAll(List.of(options));
        skep.docker(words.toArray(String[]::new)).good();
    }

    private String image(String service) {
        return skep.inspect("service", service)
                .at("/Spec/TaskTemplate/ContainerSpec/Image")
                .asText();
    }

    private String reasons(String service) {
        var format = "{{.CurrentState}} {{.Error}}";
        return skep.docker("service", "ps", service, "--no-trunc", "--format", format).output();
    }

    /** What is in the task that runs; nothing while one takes the place of another. */
    private String content() {
        try {
            var running = engine.docker("ps", "-q").strip();
            return engine.docker("exec", running, "cat", "/content").strip();
        } catch (IllegalStateException inBetween) {
            return "";
        }
    }
}
