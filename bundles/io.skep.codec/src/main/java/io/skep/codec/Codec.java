package io.skep.codec;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skep.model.Change;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Turns records into bytes and back. Equal values give equal bytes. Safe for use by any thread.
 *
 * <p>Any record of the model may be used, and any record made of such, of numbers, texts, lists,
 * maps with text keys, {@code Duration}, {@code Instant}, {@code byte[]} and enums. A record whose
 * class is not exported must be public.
 */
public final class Codec {

    /** The form's version: the first byte of everything written. */
    public static final byte VERSION = 1;

    private static final ObjectMapper MAPPER = SmileForm.mapper();
    private static final JavaType CHANGES =
            MAPPER.getTypeFactory().constructType(new TypeReference<List<Change>>() {}.getType());

    private Codec() {}

    /** A record's bytes. */
    public static byte[] bytes(Record value) {
        return written(value);
    }

    /**
     * The record in these bytes.
     *
     * @throws IllegalArgumentException when they are no such record
     */
    public static <T extends Record> T value(byte[] bytes, Class<T> type) {
        return type.cast(read(bytes, MAPPER.constructType(type)));
    }

    /** The bytes of changes. */
    public static byte[] changes(List<Change> changes) {
        return written(changes);
    }

    /**
     * The changes in these bytes.
     *
     * @throws IllegalArgumentException when they are no changes
     */
    @SuppressWarnings("unchecked") // the type handed to the mapper is List<Change>
    public static List<Change> changes(byte[] bytes) {
        return (List<Change>) read(bytes, CHANGES);
    }

    private static byte[] written(Object value) {
        try {
            var body = MAPPER.writeValueAsBytes(value);
            var bytes = new byte[body.length + 1];
            bytes[0] = VERSION;
            System.arraycopy(body, 0, bytes, 1, body.length);
            return bytes;
        } catch (IOException failure) {
            throw new IllegalArgumentException("cannot write " + value.getClass(), failure);
        }
    }

    private static Object read(byte[] bytes, JavaType type) {
        if (bytes.length == 0 || bytes[0] != VERSION) {
            throw new IllegalArgumentException(
                    "unknown form "
                            + Arrays.toString(Arrays.copyOf(bytes, Math.min(1, bytes.length))));
        }
        try {
            return MAPPER.readValue(bytes, 1, bytes.length - 1, type);
        } catch (IOException failure) {
            throw new IllegalArgumentException(
                    "not a " + type + ": " + failure.getMessage(), failure);
        }
    }
}
