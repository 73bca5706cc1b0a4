package io.skep.metrics.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.lifecycle.MetricSink;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is told is written down in the formats of those who read it. */
class CollectionTest {

    private final Collection collection = new Collection();

    @Test
    void writesPrometheusTextUnlessAskedForOpenMetrics() {
        collection.ask(sink -> sink.counter("turns", "Turns.", 3));

        assertEquals(
                "# HELP skep_turns_total Turns.\n"
                        + "# TYPE skep_turns_total counter\n"
                        + "skep_turns_total 3.0\n",
                text("*/*"));
        assertEquals(
                "# TYPE skep_turns counter\n"
                        + "# HELP skep_turns Turns.\n"
                        + "skep_turns_total 3.0\n"
                        + "# EOF\n",
                text("application/openmetrics-text;version=1.0.0,text/plain;q=0.5"));
        assertTrue(collection.page("").type().startsWith("text/plain; version=0.0.4"));
        assertTrue(
                collection
                        .page("application/openmetrics-text")
                        .type()
                        .startsWith("application/openmetrics-text; version=1.0.0"));
    }

    @Test
    void showsSoManyValuesOfALabelAndNoMore() {
        var values = new TreeMap<String, Double>();
        for (int i = 0; i < 2 * MetricSink.MOST_VALUES; i++) {
            values.put("v" + i, 1.0);
        }

        collection.ask(sink -> sink.gauges("many", "Many.", "label", values));

        long shown = text("").lines().filter(line -> line.startsWith("skep_many{")).count();
        assertEquals(MetricSink.MOST_VALUES, shown);
    }

    @Test
    void losesTheRestOfASourceThatThrowsAndNothingElse() {
        collection.ask(
                sink -> {
                    sink.gauge("before", "Before.", 1);
                    throw new IllegalStateException("broken");
                });
        collection.ask(sink -> sink.gauge("after", "After.", 2));
        collection.ask(sink -> sink.gauge("Not a name", "Refused.", 3));

        assertTrue(text("").contains("skep_before 1.0\n"));
        assertTrue(text("").contains("skep_after 2.0\n"));
        assertFalse(text("").contains("Refused."));
    }

    @Test
    void showsTheFirstOfTwoWithOneName() {
        collection.ask(sink -> sink.gauge("one", "First.", 1));
        collection.ask(sink -> sink.gauge("one", "Second.", 2));

        assertEquals(
                "# HELP skep_one First.\n# TYPE skep_one gauge\nskep_one 1.0\n",
                text("text/plain"));
    }

    private String text(String accept) {
        return new String(collection.page(accept).body(), StandardCharsets.UTF_8);
    }
}
