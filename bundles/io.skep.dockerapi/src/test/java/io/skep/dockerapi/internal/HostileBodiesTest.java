package io.skep.dockerapi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.dockerapi.internal.world.Things;
import io.skep.dockerapi.internal.world.World;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that are made to hurt who reads them. Source: consensus-and-faults A15. */
@Timeout(20)
class HostileBodiesTest {

    private static final int DEPTH = 10_000;
    private static final int MANY = 100_000;

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    static Stream<Map.Entry<String, byte[]>> bodies() {
        return Map.<String, byte[]>ofEntries(
                        text("lists", "[".repeat(DEPTH) + "]".repeat(DEPTH)),
                        text("objects", "{\"a\":".repeat(DEPTH) + "1" + "}".repeat(DEPTH)),
                        text(
                                "deep inside",
                                "{\"Labels\":"
                                        + "{\"a\":".repeat(DEPTH)
                                        + "1"
                                        + "}".repeat(DEPTH + 1)),
                        text("open", "{\"a\":".repeat(DEPTH)),
                        text("NaN", "{\"Name\":\"a\",\"TaskTemplate\":{\"ForceUpdate\":NaN}}"),
                        text("huge", "{\"Name\":\"a\",\"TaskTemplate\":{\"ForceUpdate\":1e400}}"),
                        text(
                                "long",
                                "{\"TaskTemplate\":{\"ForceUpdate\":" + "9".repeat(100_000) + "}}"),
                        text("exponent", "{\"TaskTemplate\":{\"ForceUpdate\":1e999999999}}"),
                        Map.entry("no UTF-8", bytes("{\"Name\":\"", 0xff, 0xfe, "\"}")),
                        Map.entry("half a pair", bytes("{\"Name\":\"", 0xed, 0xa0, "\"}")))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey());
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void A15_areRefusedInATime(Map.Entry<String, byte[]> body) {
        Things.cluster(world.control());
        try (var browser = world.browser()) {
            var type = "Content-Type: application/json\r\n";

            var answer = browser.ask("POST", "/services/create", type, body.getValue());

            assertTrue(
                    answer.status() >= 400 && answer.status() < 500,
                    () -> body.getKey() + " -> " + answer.status());
        }
        try (var browser = world.browser()) {
            assertEquals(200, browser.ask("GET", "/services", "").status(), "goes on");
        }
    }

    @Test
    void A15_manyKeysAreReadInATime() {
        Things.cluster(world.control());
        try (var browser = world.browser()) {
            var type = "Content-Type: application/json\r\n";
            var body = many().getBytes(StandardCharsets.UTF_8);

            // what is not known is not looked at, as Docker does it
            assertEquals(201, browser.ask("POST", "/services/create", type, body).status());
        }
    }

    private static Map.Entry<String, byte[]> text(String name, String body) {
        return Map.entry(name, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String many() {
        return IntStream.range(0, MANY)
                .mapToObj(n -> "\"k" + n + "\":1")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static byte[] bytes(String before, int one, int other, String after) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        bytes.write(one);
        bytes.write(other);
        bytes.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}
