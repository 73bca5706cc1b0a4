package io.skep.dockerjson;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * The {@code filters} of a list, in either form. Values of one key are alternatives, but for
 * labels; keys must all fit. Source: docker-api-notes 1.9.
 *
 * @param values by key
 */
public record Filters(Map<String, List<String>> values) {

    private static final int UNKNOWN = 500;

    /** None. */
    public static final Filters NONE = new Filters(Map.of());

    /** The filters in a text. */
    public static Filters parse(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        var given = Json.parse(text.getBytes(StandardCharsets.UTF_8));
        if (given.isNull()) {
            return NONE;
        }
        if (!given.isObject()) {
            throw invalid("invalid filter: not an object");
        }
        var values = new TreeMap<String, List<String>>();
        for (var field : given.properties()) {
            values.put(field.getKey(), values(field.getKey(), field.getValue()));
        }
        return new Filters(values);
    }

    /** These, if all keys are known. */
    public Filters of(Set<String> known) {
        for (var key : values.keySet()) {
            if (!known.contains(key)) {
                throw invalid("invalid filter '" + key + "'");
            }
        }
        return this;
    }

    /** These, if what is asked of a key is known. */
    public Filters choice(String key, List<String> known) {
        for (var value : of(key)) {
            if (!known.contains(value)) {
                throw new Unfit(UNKNOWN, "Invalid " + key + " filter: '" + value + "'");
            }
        }
        return this;
    }

    /** Whether anything is asked of a key. */
    public boolean has(String key) {
        return !of(key).isEmpty();
    }

    /** What is asked of a key. */
    public List<String> of(String key) {
        return values.getOrDefault(key, List.of());
    }

    /** Whether a value is asked for, or none is. */
    public boolean exactly(String key, String value) {
        return any(key, value, String::equals);
    }

    /** Whether a value begins as asked for, or nothing is. */
    public boolean prefix(String key, String value) {
        return any(key, value, String::startsWith);
    }

    /** Whether one of what is asked fits a value. */
    public boolean any(String key, String value, BiPredicate<String, String> fits) {
        return !has(key) || of(key).stream().anyMatch(wanted -> fits.test(value, wanted));
    }

    /** Whether all labels asked for are there. */
    public boolean labels(String key, Map<String, String> labels) {
        return of(key).stream().allMatch(wanted -> label(wanted, labels));
    }

    private static boolean label(String wanted, Map<String, String> labels) {
        int equals = wanted.indexOf('=');
        var key = equals < 0 ? wanted : wanted.substring(0, equals);
        var value = equals < 0 ? "" : wanted.substring(equals + 1);
        return labels.containsKey(key) && (value.isEmpty() || value.equals(labels.get(key)));
    }

    private static List<String> values(String key, JsonNode given) {
        var values = new ArrayList<String>();
        if (given.isObject()) {
            given.properties().forEach(field -> values.add(field.getKey()));
        } else if (given.isArray()) {
            for (var value : given) {
                if (!value.isTextual()) {
                    throw invalid("invalid filter '" + key + "'");
                }
                values.add(value.asText());
            }
        } else if (!given.isNull()) {
            throw invalid("invalid filter '" + key + "'");
        }
        return List.copyOf(values);
    }

    private static Unfit invalid(String message) {
        return new Unfit(message);
    }
}
