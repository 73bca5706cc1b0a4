package io.skep.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which fields of an object may be said, and how. A name that is not known may be there, but must
 * say nothing: who reads it after us may know it.
 */
final class Fields {

    private final Map<String, Predicate<JsonNode>> known;

    /** By names as they are written. */
    Fields(Map<String, Predicate<JsonNode>> known) {
        this.known =
                known.entrySet().stream()
                        .collect(Collectors.toMap(e -> folded(e.getKey()), Map.Entry::getValue));
    }

    /** The same, but for some. */
    Fields with(Map<String, Predicate<JsonNode>> others) {
        var all = new TreeMap<>(known);
        others.forEach((name, rule) -> all.put(folded(name), rule));
        return new Fields(all);
    }

    /** Whether a name is known. */
    boolean knows(String name) {
        return known.containsKey(folded(name));
    }

    /** The first field that says what it may not, or is there twice; empty when there is none. */
    Optional<String> wrong(JsonNode object) {
        if (object.isNull() || object.isMissingNode()) {
            return Optional.empty();
        }
        if (!object.isObject()) {
            return Optional.of("a body that is no object");
        }
        var seen = new TreeMap<String, JsonNode>();
        for (var field : object.properties()) {
            var name = folded(field.getKey());
            var rule = known.getOrDefault(name, Fields::empty);
            if (seen.put(name, field.getValue()) != null || !rule.test(field.getValue())) {
                return Optional.of(field.getKey());
            }
        }
        return Optional.empty();
    }

    /** A field's value, however its name is written. */
    static JsonNode get(JsonNode object, String name) {
        for (var field : object.properties()) {
            if (folded(field.getKey()).equals(folded(name))) {
                return field.getValue();
            }
        }
        return object.path(name);
    }

    /** Whether a value says nothing. */
    static boolean empty(JsonNode value) {
        return value.isNull()
                || value.isMissingNode()
                || value.isContainerNode() && value.isEmpty()
                || value.isTextual() && value.textValue().isEmpty()
                || value.isBoolean() && !value.booleanValue()
                || value.isNumber() && value.doubleValue() == 0;
    }

    // Go compares names without regard to case, and takes U+017F and U+212A for s and k
    private static String folded(String name) {
        return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
