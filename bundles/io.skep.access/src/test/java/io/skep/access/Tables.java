package io.skep.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Lists beside the tests. */
final class Tables {

    private Tables() {}

    static List<String> lines(String name) {
        try (var file = Tables.class.getResourceAsStream("/" + name)) {
            var text = Objects.requireNonNull(file).readAllBytes();
            return new String(text, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
