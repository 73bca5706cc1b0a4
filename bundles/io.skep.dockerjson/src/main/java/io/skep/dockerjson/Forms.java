package io.skep.dockerjson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.skep.model.Id;
import io.skep.model.spec.Availability;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.Payload;
import io.skep.model.spec.RestartCondition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How single values look in Docker's JSON. Source: docker-api-notes 1.6 and 1.7. */
final class Forms {

    private Forms() {}

    static SimpleModule module() {
        var module = new SimpleModule("docker");
        write(module, Id.class, (id, out) -> out.writeString(id.value()));
        write(module, Instant.class, (at, out) -> out.writeString(Times.text(at)));
        write(module, Double.class, Forms::ratio);
        write(module, double.class, Forms::ratio);
        module.addSerializer(Duration.class, new Durations());
        read(module, Duration.class, in -> Duration.ofNanos(in.getLongValue()), null);
        write(module, Payload.class, (data, out) -> out.writeBinary(data.bytes()));
        read(module, Payload.class, in -> payload(text(in)), Payload.EMPTY);
        choice(module, Availability.class, "Availability");
        choice(module, NodeRole.class, "Role");
        choice(module, RestartCondition.class, "RestartCondition");
        return module;
    }

    /** A choice's name in Docker. */
    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> void choice(
            SimpleModule module, Class<E> type, String name) {
        write(module, type, (value, out) -> out.writeString(label(value)));
        read(module, type, in -> text(in).isEmpty() ? null : chosen(type, name, text(in)), null);
    }

    private static <E extends Enum<E>> E chosen(Class<E> type, String name, String text) {
        for (var value : type.getEnumConstants()) {
            if (label(value).equals(text.toLowerCase(Locale.ROOT))) {
                return value;
            }
        }
        throw new Unfit("invalid " + name + ": \"" + text + "\"");
    }

    private static String text(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw new Unfit(
                    "json: cannot unmarshal " + Json.kind(in.currentToken()) + " into a string");
        }
        return in.getText();
    }

    /** swarmpit looks for the beginning of this text. */
    private static Payload payload(String text) {
        var plain = text.replace("\r", "").replace("\n", "");
        try {
            if (plain.length() % 4 == 0) {
                return Payload.of(Base64.getDecoder().decode(plain));
            }
        } catch (IllegalArgumentException malformed) {
            throw illegal(plain);
        }
        throw illegal(plain);
    }

    private static Unfit illegal(String text) {
        int at = 0;
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        return new Unfit("illegal base64 data at input byte " + at);
    }

    private static void ratio(double value, JsonGenerator out) throws IOException {
        if (value == Math.rint(value)) {
            out.writeNumber((long) value);
        } else {
            out.writeNumber(value);
        }
    }

    private static final class Durations extends JsonSerializer<Duration> {
        @Override
        public void serialize(Duration value, JsonGenerator out, SerializerProvider all)
                throws IOException {
            out.writeNumber(value.toNanos());
        }

        @Override
        public boolean isEmpty(SerializerProvider all, Duration value) {
            return value == null || value.isZero();
        }
    }

    private interface Writing<T> {
        void write(T value, JsonGenerator out) throws IOException;
    }

    private interface Reading<T> {
        @Nullable T read(JsonParser in) throws IOException;
    }

    private static <T> void write(SimpleModule module, Class<T> type, Writing<T> writing) {
        module.addSerializer(
                type,
                new JsonSerializer<T>() {
                    @Override
                    public void serialize(T value, JsonGenerator out, SerializerProvider all)
                            throws IOException {
                        writing.write(value, out);
                    }
                });
    }

    private static <T> void read(
            SimpleModule module, Class<T> type, Reading<T> reading, @Nullable T absent) {
        module.addDeserializer(
                type,
                new JsonDeserializer<T>() {
                    @Override
                    public @Nullable T deserialize(JsonParser in, DeserializationContext context)
                            throws IOException {
                        return reading.read(in);
                    }

                    @Override
                    public @Nullable T getNullValue(DeserializationContext context) {
                        return absent;
                    }

                    @Override
                    public @Nullable Object getAbsentValue(DeserializationContext context) {
                        return absent;
                    }
                });
    }
}
