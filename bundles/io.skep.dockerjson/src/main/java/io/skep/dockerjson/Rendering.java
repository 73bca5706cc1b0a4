package io.skep.dockerjson;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * What objects look like, kept while they stay the same: whoever asks for a list again and again
 * gets mostly what was written before. Stored objects are immutable, so the object itself is the
 * key. A fixed number of places, each taken by whoever came last; safe for use by any thread.
 */
public final class Rendering {

    private static final int PLACES = 4_096;
    private static final int MOST_BYTES = 16 * 1024;

    private final AtomicReferenceArray<Kept> places = new AtomicReferenceArray<>(PLACES);

    /** Nothing kept. */
    public Rendering() {}

    private record Kept(Object object, List<?> depends, JsonNode shown) {

        private boolean isOf(Object wanted, List<?> around) {
            return object == wanted && depends.equals(around);
        }
    }

    /**
     * What an object looks like.
     *
     * @param depends what else it depends on
     * @param shown makes it, if it is not kept
     */
    JsonNode of(Object object, List<?> depends, Supplier<JsonNode> shown) {
        int place = System.identityHashCode(object) & (PLACES - 1);
        var kept = places.get(place);
        if (kept != null && kept.isOf(object, depends)) {
            return kept.shown();
        }
        var bytes = Json.bytes(shown.get());
        var fresh = Json.written(bytes);
        if (bytes.length <= MOST_BYTES) {
            places.set(place, new Kept(object, depends, fresh));
        }
        return fresh;
    }
}
