package io.skep.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.smile.databind.SmileMapper;
import io.skep.model.Change;
import io.skep.model.ClusterId;
import io.skep.model.ConfigId;
import io.skep.model.Id;
import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.SecretId;
import io.skep.model.ServiceId;
import io.skep.model.TaskId;
import io.skep.model.spec.Payload;
import io.skep.model.spec.ServiceMode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** How each type of the model looks in Smile. */
final class SmileForm {

    private SmileForm() {}

    static ObjectMapper mapper() {
        return SmileMapper.builder()
                .addModule(types())
                .addMixIn(ServiceMode.class, Modes.class)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(
                                JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                .build();
    }

    private static SimpleModule types() {
        var module = new SimpleModule("skep");
        id(module, ClusterId.class, ClusterId::new);
        id(module, NodeId.class, NodeId::new);
        id(module, ServiceId.class, ServiceId::new);
        id(module, TaskId.class, TaskId::new);
        id(module, NetworkId.class, NetworkId::new);
        id(module, SecretId.class, SecretId::new);
        id(module, ConfigId.class, ConfigId::new);
        add(
                module,
                Duration.class,
                (value, out) -> out.writeString(value.toString()),
                in -> TimeForm.duration(in.getText()));
        add(
                module,
                Instant.class,
                (value, out) -> out.writeString(TimeForm.text(value)),
                in -> TimeForm.instant(in.getText()));
        add(
                module,
                Payload.class,
                (value, out) -> out.writeBinary(value.bytes()),
                in -> Payload.of(in.getBinaryValue()));
        module.addSerializer(Change.class, new ChangeForm.Writer());
        module.addDeserializer(Change.class, new ChangeForm.Reader());
        return module;
    }

    private static <T extends Id> void id(
            SimpleModule module, Class<T> type, Function<String, T> made) {
        add(
                module,
                type,
                (value, out) -> out.writeString(value.value()),
                in -> made.apply(in.getText()));
    }

    private static <T> void add(
            SimpleModule module, Class<T> type, Writing<T> writing, Reading<T> reading) {
        module.addSerializer(
                type,
                new JsonSerializer<T>() {
                    @Override
                    public void serialize(T value, JsonGenerator out, SerializerProvider all)
                            throws IOException {
                        writing.write(value, out);
                    }
                });
        module.addDeserializer(
                type,
                new JsonDeserializer<T>() {
                    @Override
                    public T deserialize(JsonParser in, DeserializationContext context)
                            throws IOException {
                        return reading.read(in);
                    }
                });
    }

    private interface Writing<T> {
        void write(T value, JsonGenerator out) throws IOException;
    }

    private interface Reading<T> {
        T read(JsonParser in) throws IOException;
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "mode")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ServiceMode.Replicated.class, name = "replicated"),
        @JsonSubTypes.Type(value = ServiceMode.Global.class, name = "global"),
        @JsonSubTypes.Type(value = ServiceMode.ReplicatedJob.class, name = "replicated-job"),
        @JsonSubTypes.Type(value = ServiceMode.GlobalJob.class, name = "global-job")
    })
    private interface Modes {}
}
