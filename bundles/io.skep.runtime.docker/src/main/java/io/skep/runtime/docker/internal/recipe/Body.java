package io.skep.runtime.docker.internal.recipe;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A JSON object of the engine that leaves out what was not said. */
public final class Body {

    private final SortedMap<String, Object> members = new TreeMap<>();

    Body() {}

    Body with(String name, Object value) {
        members.put(name, value);
        return this;
    }

    Body text(String name, String value) {
        return value.isEmpty() ? this : with(name, value);
    }

    Body list(String name, Collection<?> values) {
        return values.isEmpty() ? this : with(name, values);
    }

    Body map(String name, Map<String, ?> values) {
        return values.isEmpty() ? this : with(name, values);
    }

    Body number(String name, long value) {
        return value == 0 ? this : with(name, value);
    }

    Body flag(String name, boolean value) {
        return value ? with(name, true) : this;
    }

    Body nanos(String name, @Nullable Duration value) {
        return value == null ? this : number(name, value.toNanos());
    }

    @JsonValue
    SortedMap<String, Object> members() {
        return members;
    }

    @Override
    public String toString() {
        return members.toString();
    }
}
