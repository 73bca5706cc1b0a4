package io.skep.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skep.itests.engine.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every flag of every cluster command, as {@code flags.txt} lists them. With {@code
 * -Dskep.flags.host=unix:///PATH} the same rows are tried on somebody else's swarm: that is how
 * they were found.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlagsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OTHER = System.getProperty("skep.flags.host", "");
    private static final String NOWHERE = "--constraint node.labels.no==where";
    private static final String CREATE = "service create --detach --no-resolve-image " + NOWHERE;

    private static final List<String> UNDO =
            List.of(
                    "stack rm $N",
                    "container rm --force $N",
                    "network rm $N-b",
                    "network rm $N",
                    "network rm $N-from",
                    "service rm $N",
                    "secret rm $N",
                    "config rm $N");

    private Path folder;
    private TestEngine engine;
    private Skep skep;
    private Skep bare;
    private String self;
    private int rows;

    @BeforeAll
    void start(@TempDir Path files) throws IOException {
        folder = files;
        engine = NeedsEngine.engine();
        if (OTHER.isEmpty()) {
            skep = Skep.on(engine);
            bare = Skep.withoutEngine("--no-init");
        }
        self = typed("node inspect --format {{.ID}} self").good().strip();
        files();
        typed("secret create kept $F/data").good();
        typed("config create kept $F/data").good();
        typed("network create -d overlay kept").good();
        typed(
                        "service create --detach --no-resolve-image --replicas 2 "
                                + NOWHERE
                                + " --name idle $IMAGE")
                .good();
        typed(
                        "service create --detach --no-resolve-image --name talk $IMAGE sh -c"
                                + " \"echo hello; echo world; sleep 1000\"")
                .good();
        Eventually.equal(
                "hello\nworld", PATIENCE, () -> typed("service logs --raw talk").output().strip());
    }

    private void files() throws IOException {
        Files.writeString(folder.resolve("env"), "FROM=file\n");
        Files.writeString(folder.resolve("data"), "something\n");
        Files.writeString(
                folder.resolve("other.pem"),
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        var one =
                """
                version: "3.8"
                services:
                  one:
                    image: %s
                    environment: {A: "${ABSENT:-none}"}
                    deploy: {placement: {constraints: ["node.labels.no == where"]}}
                """
                        .formatted(image());
        var two =
                """
                  two:
                    image: %s
                    deploy: {placement: {constraints: ["node.labels.no == where"]}}
                """
                        .formatted(image());
        Files.writeString(folder.resolve("compose.yml"), one + two);
        Files.writeString(folder.resolve("second.yml"), one);
    }

    @AfterAll
    void stop() {
        try {
            if (skep != null) {
                skep.close();
            }
        } finally {
            if (bare != null) {
                bare.close();
            }
        }
    }

    static Stream<String> rows() {
        return FlagRow.all().stream().filter(row -> row.elsewhere().isEmpty()).map(FlagRow::name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void shows(String name) {
        var row = FlagRow.all().stream().filter(one -> one.name().equals(name)).findFirst();
        show(row.orElseThrow(), "row" + ++rows);
    }

    private void show(FlagRow row, String made) {
        var spec = !row.look().equals("-") && row.command().startsWith("service ");
        if (row.command().equals("swarm init")) {
            seen(row, () -> bare(row, made), made);
        } else if (spec && row.command().equals("service create")) {
            typed(CREATE + " --name $N " + row.given() + " $IMAGE true", made).good();
            seen(row, () -> typed("service inspect $N", made), made);
            typed("service rm $N", made).good();
        } else if (spec && row.command().equals("service update")) {
            update(row, made);
            seen(row, () -> typed("service inspect $N", made), made);
            typed("service rm $N", made).good();
        } else {
            var steps = row.steps(";;");
            var last = steps.get(steps.size() - 1);
            steps.subList(0, steps.size() - 1).forEach(step -> typed(step, made).good());
            seen(row, () -> typed(last, made), made);
            UNDO.stream().filter(undo -> undoes(undo, row)).forEach(undo -> typed(undo, made));
        }
    }

    /** Whether a row speaks of what this would remove; asking for the rest takes a minute. */
    private static boolean undoes(String undo, FlagRow row) {
        var kind = undo.substring(0, undo.indexOf(' '));
        return (row.command() + " " + row.given()).contains(kind);
    }

    private void update(FlagRow row, String made) {
        var steps = row.steps("=>");
        typed(CREATE + " --name $N " + steps.get(0) + " $IMAGE true", made).good();
        for (var step : steps.subList(1, steps.size())) {
            // the client takes no other flag beside this one
            var more = step.equals("--rollback") ? "" : "--detach --no-resolve-image ";
            typed("service update " + more + step + " $N", made).good();
        }
    }

    private Ran bare(FlagRow row, String made) {
        assumeTrue(bare != null, "somebody else's swarm is there already");
        var ran = bare.docker("version");
        try {
            for (var step : row.steps(";;")) {
                ran = bare.docker(words(step, made).toArray(String[]::new));
            }
            return ran;
        } finally {
            bare.docker("swarm", "leave", "--force");
        }
    }

    private void seen(FlagRow row, Supplier<Ran> look, String made) {
        var expected = filled(row.expected(), made);
        if (row.fails()) {
            var ran = look.get();
            assertTrue(ran.exit() != 0, "it went through: " + ran);
            matches(expected.replaceFirst("!+", ""), ran.errors() + ran.output());
        } else if (row.look().equals("-")) {
            // stacks have their tasks soon after they were made
            Eventually.equal(true, PATIENCE, () -> fits(expected, look.get()));
        } else if (expected.startsWith("~")) {
            matches(expected.substring(1), at(row, filled(row.look(), made), look.get()).asText());
        } else {
            // networks get their addresses soon after they were made
            Eventually.equal(
                    json(expected), PATIENCE, () -> at(row, filled(row.look(), made), look.get()));
        }
    }

    /** What is absent and what is null are one to whoever asks. */
    private static JsonNode at(FlagRow row, String look, Ran ran) {
        var prefix = row.command().matches("service (create|update)") ? "/0/Spec" : "";
        var found = json(ran.good()).at(prefix + look);
        return found.isMissingNode() ? JSON.nullNode() : found;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean fits(String pattern, Ran ran) {
        return ran.exit() == 0 && Pattern.matches(pattern, ran.output().strip());
    }

    private static void matches(String pattern, String text) {
        var all = text.strip();
        assertTrue(Pattern.matches(pattern, all), () -> pattern + " is not\n" + all);
    }

    private Ran typed(String line) {
        return typed(line, "row0");
    }

    private Ran typed(String line, String made) {
        var words = words(line, made);
        if (OTHER.isEmpty()) {
            return skep.docker(words.toArray(String[]::new));
        }
        var all = new ArrayList<>(List.of("docker"));
        all.addAll(words);
        return Ran.run(PATIENCE, Map.of("DOCKER_HOST", OTHER), all);
    }

    private List<String> words(String line, String made) {
        return FlagRow.words(filled(line, made));
    }

    private String filled(String text, String made) {
        return text.replace("$IMAGE", image())
                .replace("$SELF", self == null ? "" : self)
                .replace("$F", folder.toString())
                .replace("$N", made);
    }

    private static String image() {
        return TestEngine.IMAGE;
    }

    @Test
    void theOldClientsOrchestratorIsSwarm() {
        var old = FlagTableTest.clis().stream().filter(this::asksForOrchestrator).findFirst();
        assumeTrue(old.isPresent(), "no client on this machine asks");
        var file = folder.resolve("compose.yml").toString();

        typedTo(old.get(), "deploy", "--resolve-image", "never", "-c", file, "old").good();
        assertTrue(typedTo(old.get(), "ls").good().contains("old "));
        assertTrue(typedTo(old.get(), "services", "old").good().contains("old_one"));
        Eventually.equal(0, PATIENCE, () -> typedTo(old.get(), "ps", "old").exit());
        typedTo(old.get(), "rm", "old").good();
    }

    private boolean asksForOrchestrator(String cli) {
        var help = Ran.run(PATIENCE, Map.of(), List.of(cli, "stack", "ls", "--help"));
        return help.output().contains("--orchestrator");
    }

    private Ran typedTo(String cli, String verb, String... words) {
        var all = new ArrayList<>(List.of(cli, "stack", verb, "--orchestrator", "swarm"));
        all.addAll(List.of(words));
        return Ran.run(PATIENCE, Map.of("DOCKER_HOST", host()), all);
    }

    private String host() {
        return OTHER.isEmpty() ? skep.host() : OTHER;
    }

    @Test
    void logsAreFollowedUntilTheClientGoes() throws Exception {
        var client = new ProcessBuilder("docker", "service", "logs", "--raw", "--follow", "talk");
        client.environment().put("DOCKER_HOST", host());
        var following = client.redirectErrorStream(true).start();
        try (var lines = following.inputReader()) {
            assertEquals("hello", lines.readLine());
            assertEquals("world", lines.readLine());
            assertTrue(following.isAlive(), "more may come");
        } finally {
            following.destroy();
        }
    }

    @Test
    void theImageAndItsArgumentsFollowTheFlags() {
        typed(CREATE + " --name words $IMAGE a \"b c\"").good();

        var spec = json(typed("service inspect words").good()).at("/0/Spec");

        assertEquals(json("[\"a\",\"b c\"]"), spec.at("/TaskTemplate/ContainerSpec/Args"));
        typed("service rm words").good();
    }
}
