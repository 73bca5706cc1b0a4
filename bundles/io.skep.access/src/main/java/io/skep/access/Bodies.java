package io.skep.access;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Bodies that go to the engine: whether they ask for more than a container. */
public final class Bodies {

    /** Fields that are there twice are read by one as the first, by another as both. */
    private static final ObjectMapper READER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private static final Set<String> ENGINES = Set.of("", "default", "bridge", "none");

    private Bodies() {}

    /**
     * A body that was read.
     *
     * @param denied what it may not ask for; empty when it may be sent
     * @param bytes what is to be sent: exactly what was judged
     * @param container whom else it is about; empty for nobody
     * @param networks which networks it names, and must be looked at
     */
    public record Judged(String denied, byte[] bytes, String container, Set<String> networks) {}

    /** Reads a body; one that cannot be read is denied. */
    public static Judged judge(Verdict.Body kind, byte[] body) {
        try {
            var tree = READER.readTree(body);
            var container = kind == Verdict.Body.PLUG ? text(tree, "Container") : "";
            return new Judged(
                    denied(kind, tree).orElse(""),
                    READER.writeValueAsBytes(tree),
                    container,
                    networks(tree));
        } catch (IOException unreadable) {
            var why = "a body that is no JSON, or has a field twice";
            return new Judged(why, new byte[0], "", Set.of());
        }
    }

    private static Optional<String> denied(Verdict.Body kind, JsonNode tree) {
        if (!tree.isObject()) {
            return Optional.of("a body that is no object");
        }
        return switch (kind) {
            case CONTAINER -> Containers.asked(tree);
            case LIMITS -> Containers.limits(tree);
            case COMMAND -> new Fields(COMMAND).wrong(tree);
            case PLUG -> new Fields(PLUG).wrong(tree);
            case VOLUME -> new Fields(VOLUME).wrong(tree);
        };
    }

    private static final Map<String, Predicate<JsonNode>> COMMAND =
            Containers.free(
                    "User",
                    "Tty",
                    "ConsoleSize",
                    "AttachStdin",
                    "AttachStdout",
                    "AttachStderr",
                    "Detach",
                    "DetachKeys",
                    "Env",
                    "WorkingDir",
                    "Cmd");

    private static final Map<String, Predicate<JsonNode>> PLUG =
            Containers.free("Container", "EndpointConfig", "Force");

    private static final Map<String, Predicate<JsonNode>> VOLUME =
            Map.of("Name", any -> true, "Labels", any -> true, "Driver", Mounts::local);

    private static Set<String> networks(JsonNode tree) {
        var names = new TreeSet<String>();
        names.add(text(Fields.get(tree, "HostConfig"), "NetworkMode"));
        Fields.get(Fields.get(tree, "NetworkingConfig"), "EndpointsConfig")
                .fieldNames()
                .forEachRemaining(names::add);
        names.removeAll(ENGINES);
        return names;
    }

    private static String text(JsonNode object, String field) {
        return Fields.get(object, field).asText("");
    }
}
