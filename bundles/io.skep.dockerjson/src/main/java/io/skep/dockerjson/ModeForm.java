package io.skep.dockerjson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skep.model.spec.ServiceMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A service's mode: an object whose only field says which. Source: docker-api-notes 3. */
final class ModeForm {

    /** Other fields are ignored; docker-java sends one. */
    private static final List<String> MODES =
            List.of("replicated", "global", "replicatedjob", "globaljob");

    private ModeForm() {}

    /** The fields of each mode, as far as given. */
    private record Counts(
            @Nullable Long replicas,
            @Nullable Long maxConcurrent,
            @Nullable Long totalCompletions) {

        long replicasOrOne() {
            return replicas == null ? 1 : replicas;
        }

        long atOnce() {
            return maxConcurrent == null ? 0 : maxConcurrent;
        }

        long inAll() {
            return totalCompletions == null ? 0 : totalCompletions;
        }
    }

    static final class Writer extends JsonSerializer<ServiceMode> {
        @Override
        public void serialize(ServiceMode mode, JsonGenerator out, SerializerProvider all)
                throws IOException {
            out.writeStartObject();
            out.writeObjectFieldStart(mode.getClass().getSimpleName());
            if (mode instanceof ServiceMode.Replicated replicated) {
                out.writeNumberField("Replicas", replicated.replicas());
            }
            if (mode instanceof ServiceMode.ReplicatedJob job) {
                out.writeNumberField("MaxConcurrent", job.maxConcurrent());
                out.writeNumberField("TotalCompletions", job.totalCompletions());
            }
            out.writeEndObject();
            out.writeEndObject();
        }
    }

    static final class Reader extends JsonDeserializer<ServiceMode> {
        @Override
        public ServiceMode deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            var modes = new ArrayList<ServiceMode>();
            ObjectNode given = context.readValue(in, ObjectNode.class);
            for (var field : List.copyOf(given.properties())) {
                add(modes, field, context);
            }
            if (modes.size() > 1) {
                throw new Unfit("must specify only one service mode");
            }
            return modes.isEmpty() ? ServiceMode.replicated(1) : modes.get(0);
        }

        private static void add(
                List<ServiceMode> modes,
                Map.Entry<String, JsonNode> field,
                DeserializationContext context)
                throws IOException {
            var name = field.getKey().toLowerCase(Locale.ROOT);
            if (field.getValue().isNull() || !MODES.contains(name)) {
                return;
            }
            var counts = context.readTreeAsValue(field.getValue(), Counts.class);
            switch (name) {
                case "replicated" -> modes.add(ServiceMode.replicated(counts.replicasOrOne()));
                case "global" -> modes.add(new ServiceMode.Global());
                case "replicatedjob" ->
                        modes.add(new ServiceMode.ReplicatedJob(counts.atOnce(), counts.inAll()));
                case "globaljob" -> modes.add(new ServiceMode.GlobalJob());
                default -> {}
            }
        }
    }
}
