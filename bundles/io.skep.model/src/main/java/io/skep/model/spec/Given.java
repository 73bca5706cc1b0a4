package io.skep.model.spec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what a decoder found, or did not find, into the immutable values of records. */
public final class Given {

    private Given() {}

    /** An immutable copy; empty when absent. */
    public static <T> List<T> list(@Nullable List<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    /** An immutable copy in key order; empty when absent. */
    public static <V> Map<String, V> map(@Nullable Map<String, V> values) {
        if (values == null || values.isEmpty()) {
            return Map.of();
        }
        return values instanceof Ordered ? values : new Ordered<>(values);
    }

    /** The text; empty when absent. */
    public static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
