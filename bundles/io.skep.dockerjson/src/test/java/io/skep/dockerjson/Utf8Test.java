package io.skep.dockerjson;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written already is put into others as it is. */
class Utf8Test {

    // a few; more than the writer's buffer; all of them several times
    @ParameterizedTest
    @ValueSource(ints = {1, 700, 7_999, 8_000, 8_001, 100_000})
    void isPutAsItIsIntoOthers(int length) {
        var plain = Json.object().put("text", "\u20ac\"\\ ".repeat(length));
        var written = Json.written(plain);

        for (int copies = 1; copies <= 3; copies++) {
            assertArrayEquals(
                    Json.bytes(Json.array(Collections.nCopies(copies, plain))),
                    Json.bytes(Json.array(Collections.nCopies(copies, written))));
        }
    }

    @Test
    void isTheSameAsText() {
        var written = Json.written(Json.object().put("text", "\u20ac"));

        assertEquals("[{\"text\":\"\u20ac\"}]", Json.array(List.of(written)).toString());
    }
}
