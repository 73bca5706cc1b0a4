package io.skep.dockerjson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Source: docker-api-notes 1.9. */
class FiltersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":{\"a\":true,\"b\":true}}",
                "{\"name\":[\"a\",\"b\"]}",
                "{\"name\":{\"a\":false,\"b\":false}}"
            })
    void readsBothForms(String text) {
        var filters = Filters.parse(text);

        assertEquals(List.of("a", "b"), filters.of("name"));
        assertTrue(filters.prefix("name", "another"));
        assertTrue(filters.exactly("name", "b"));
        assertFalse(filters.exactly("name", "ab"));
    }

    @Test
    void wantsAllLabelsAndTakesAnEmptyValueForAny() {
        var filters = Filters.parse("{\"label\":[\"a\",\"b=c\",\"d=\"]}");

        assertTrue(filters.labels("label", Map.of("a", "1", "b", "c", "d", "2")));
        assertFalse(filters.labels("label", Map.of("a", "1", "b", "x", "d", "2")));
        assertFalse(filters.labels("label", Map.of("a", "1", "b", "c")));
    }

    @Test
    void asksNothingWhenThereIsNothing() {
        assertTrue(Filters.parse("").exactly("name", "x"));
        assertTrue(Filters.parse("null").exactly("name", "x"));
        assertTrue(Filters.parse("{\"name\":{}}").exactly("name", "x"));
    }

    @Test
    void refusesUnknownKeysAndValues() {
        var filters = Filters.parse("{\"k\":[\"v\"]}");

        assertEquals(
                "invalid filter 'k'",
                assertThrows(Unfit.class, () -> filters.of(Set.of("name"))).getMessage());
        var refused = assertThrows(Unfit.class, () -> filters.choice("k", List.of("w")));
        assertEquals("500 Invalid k filter: 'v'", refused.status() + " " + refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"a\"", "{\"a\":1}", "{\"a\":[1]}", "{", "{\"a\":\"b\"}"})
    void refusesWhatIsNoFilter(String text) {
        assertThrows(Unfit.class, () -> Filters.parse(text));
    }

    @Test
    void doesNotLoseItselfInExpressions() {
        assertTrue(NamePattern.fits("my_net", "y_n"));
        assertTrue(NamePattern.fits("my_net", "^my.*t$"));
        assertFalse(NamePattern.fits("my_net", "^net"));
        assertFalse(NamePattern.fits("a".repeat(60) + "!", "(a+)+$"));
        assertFalse(NamePattern.fits("my_net", "["));
    }
}
