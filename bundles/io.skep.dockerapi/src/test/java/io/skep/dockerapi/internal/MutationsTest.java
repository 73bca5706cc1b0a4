package io.skep.dockerapi.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.dockerapi.internal.world.Browser;
import io.skep.dockerapi.internal.world.ScriptedControl;
import io.skep.dockerapi.internal.world.Things;
import io.skep.dockerapi.internal.world.World;
import io.skep.model.spec.ServiceMode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are a little wrong: an answer below 500, always. {@code -Dskep.seed} repeats. */
@Timeout(60)
class MutationsTest {

    private static final int COUNT = 300;
    private static final long SEED = Long.getLong("skep.seed", 42);
    private static final List<String> ODD =
            List.of(
                    "null",
                    "-1",
                    "1e400",
                    "99999999999999999999999999",
                    "0.5",
                    "\"\"",
                    "\"\\u0000\"",
                    "\"蜂\uD83D\uDC1D\"",
                    "[]",
                    "{}",
                    "[[]]",
                    "{\"\":0}",
                    "true",
                    "\"1h\"",
                    "[null]",
                    "{\"a\":null}",
                    "9223372036854775808",
                    "-9223372036854775809");

    private final World world = new World();

    @BeforeEach
    void fill() {
        var spec = Things.spec("web", ServiceMode.replicated(1));
        Things.cluster(world.control())
                .commit(20, ScriptedControl.THEN, Things.wish("aaa1", spec))
                .commit(21, ScriptedControl.THEN, Things.task("t1", "aaa1", spec, 1))
                .commit(22, ScriptedControl.THEN, Things.network("n1id", "net", Map.of()));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/services/create,service-full",
        "/services/web/update?version=20,service-full",
        "/networks/create,network-shown",
        "/secrets/create,secret-shown",
        "/configs/create,secret-shown",
        "/nodes/n1/update?version=9,node-shown",
        "/swarm/init,swarm-init",
        "/swarm/update?version=8,swarm-update",
    })
    void answersMutatedBodies(String uri, String sample) throws IOException {
        var random = new Random(SEED);
        var text = sample(sample);
        var browser = world.browser();
        for (int i = 0; i < COUNT; i++) {
            var body = mutated(text, random);
            var answer = ask(browser, uri, body);
            assertTrue(
                    answer.status() < 500 || answer.status() == 501, body + " -> " + answer.seen());
        }
        browser.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/services?filters=%s",
                "/tasks?filters=%s",
                "/nodes?filters=%s",
                "/networks?filters=%s",
                "/secrets?filters=%s",
                "/services/%s",
                "/networks/%s?scope=%s&verbose=%s",
                "/services/web?insertDefaults=%s",
                "/services?status=%s",
                "/services/x/logs?stdout=1&tail=%s&since=%s",
                "/events?since=0&until=%s&filters=%s",
                "/v1.%s/services",
                "/%s",
            })
    void answersMutatedQueries(String form) {
        var random = new Random(SEED);
        try (var browser = world.browser()) {
            for (int i = 0; i < COUNT; i++) {
                var odd =
                        random.nextInt(4) == 0
                                ? mutated("{\"name\":{\"a\":true}}", random)
                                : pick(random);
                var uri = form.replace("%s", URLEncoder.encode(odd, StandardCharsets.UTF_8));
                if (!uri.startsWith("/events") || !odd.matches("(null|true|0|\\d{1,18})?")) {
                    var answer = browser.ask("GET", uri, "");
                    assertTrue(answer.status() < 500, uri + " -> " + answer.seen());
                }
            }
        }
    }

    private static Browser.Answer ask(Browser browser, String uri, String body) {
        return browser.ask(
                "POST",
                uri,
                "Content-Type: application/json\r\n",
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static String mutated(String text, Random random) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(12));
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(0, at) + text.substring(end);
            case 2 -> text.substring(0, at) + pick(random) + text.substring(end);
            case 3 -> text.substring(0, at) + (char) random.nextInt(0x300) + text.substring(end);
            case 4 -> replacedNumber(text, random);
            default -> replacedValue(text, random);
        };
    }

    /** Some value after a colon is another one. */
    private static String replacedValue(String text, Random random) {
        var parts = text.split("(?<=: )", -1);
        int which = random.nextInt(parts.length);
        parts[which] =
                parts[which].replaceFirst("^(\"[^\"]*\"|[-\\d.]+|true|false|\\[]|\\{})", "\u0001");
        return String.join("", Arrays.asList(parts)).replace("\u0001", pick(random));
    }

    private static String replacedNumber(String text, Random random) {
        return text.replaceFirst(
                "\\b" + random.nextInt(10) + "\\d*\\b", pick(random).replace("\\", "\\\\"));
    }

    private static String pick(Random random) {
        return ODD.get(random.nextInt(ODD.size()));
    }

    private static String sample(String name) throws IOException {
        try (var file = MutationsTest.class.getResourceAsStream("/" + name + ".json")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
