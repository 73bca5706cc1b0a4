package io.skep.dockerjson;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.databind.util.RawValue;
import io.skep.model.Id;
import io.skep.model.spec.ServiceMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Docker's JSON of records. Safe for use by any thread. Source: docker-api-notes 1.5 to 1.7. */
public final class Json {

    private static final ObjectMapper MAPPER = mapper();
    private static final ObjectWriter NODES = MAPPER.writerFor(JsonNode.class);

    private Json() {}

    /** A value's JSON. */
    public static JsonNode tree(@Nullable Object value) {
        // what most fields are; the mapper would go a long way round
        if (value instanceof String text) {
            return TextNode.valueOf(text);
        } else if (value instanceof JsonNode node) {
            return node;
        } else if (value instanceof Id id) {
            return TextNode.valueOf(id.value());
        } else if (value instanceof Instant at) {
            return TextNode.valueOf(Times.text(at));
        } else if (value instanceof Long || value instanceof Integer) {
            return LongNode.valueOf(((Number) value).longValue());
        } else if (value instanceof List<?> list && list.isEmpty()) {
            return MAPPER.createArrayNode();
        } else if (value instanceof Map<?, ?> map && map.isEmpty()) {
            return object();
        }
        return MAPPER.valueToTree(value);
    }

    /** An empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A list. */
    public static ArrayNode array(List<? extends JsonNode> nodes) {
        return MAPPER.createArrayNode().addAll(nodes);
    }

    /** JSON as bytes. */
    public static byte[] bytes(JsonNode node) {
        try {
            return NODES.writeValueAsBytes(node);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The same JSON, written: it may be put into others often, but not looked into. */
    static JsonNode written(JsonNode node) {
        return written(bytes(node));
    }

    /** JSON that is written already. */
    static JsonNode written(byte[] bytes) {
        return new POJONode(new RawValue(new Utf8(bytes)));
    }

    /**
     * The JSON in a text.
     *
     * @throws Unfit when it is none
     */
    public static JsonNode parse(byte[] text) {
        try {
            var tree = MAPPER.readTree(text);
            if (tree.isMissingNode()) {
                throw new Unfit("invalid JSON: got EOF while reading request body");
            }
            return tree;
        } catch (IOException malformed) {
            throw refusal(malformed);
        }
    }

    /**
     * The record in JSON; {@code null} is read as an object without fields.
     *
     * @throws Unfit when it is none
     */
    public static <T> T value(JsonNode node, Class<T> type) {
        try {
            Unsigned.check(node);
            return MAPPER.treeToValue(node.isNull() ? object() : node, type);
        } catch (IOException malformed) {
            throw refusal(malformed);
        }
    }

    private static ObjectMapper mapper() {
        var mapper =
                JsonMapper.builder()
                        .addModule(
                                Forms.module()
                                        .addSerializer(ServiceMode.class, new ModeForm.Writer())
                                        .addDeserializer(ServiceMode.class, new ModeForm.Reader()))
                        .propertyNamingStrategy(new Spelling.Names())
                        .annotationIntrospector(new Spelling.Omissions())
                        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .withCoercionConfig(
                                LogicalType.Textual,
                                textual ->
                                        textual.setCoercion(
                                                        CoercionInputShape.Integer,
                                                        CoercionAction.Fail)
                                                .setCoercion(
                                                        CoercionInputShape.Float,
                                                        CoercionAction.Fail)
                                                .setCoercion(
                                                        CoercionInputShape.Boolean,
                                                        CoercionAction.Fail))
                        .build();
        mapper.configOverride(List.class)
                .setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.SKIP));
        mapper.configOverride(Map.class)
                .setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.AS_EMPTY));
        return mapper;
    }

    private static Unfit refusal(IOException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof Unfit refusal) {
                return refusal;
            }
        }
        return new Unfit(message(failure));
    }

    private static String message(IOException failure) {
        if (failure instanceof JsonParseException parsing) {
            return "invalid JSON: " + parsing.getOriginalMessage();
        }
        if (failure instanceof MismatchedInputException mismatch
                && mismatch.getTargetType() != null) {
            return "json: cannot unmarshal into Go struct field "
                    + path(mismatch)
                    + " of type "
                    + mismatch.getTargetType().getSimpleName().toLowerCase(java.util.Locale.ROOT);
        }
        if (failure instanceof JsonProcessingException processing) {
            return "json: cannot unmarshal: " + processing.getOriginalMessage();
        }
        return "invalid JSON: " + failure.getMessage();
    }

    private static String path(JsonMappingException mismatch) {
        return mismatch.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(name -> name != null)
                .collect(Collectors.joining("."));
    }

    static String kind(@Nullable JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT, END_OBJECT -> "object";
            case START_ARRAY, END_ARRAY -> "array";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number";
            case VALUE_TRUE, VALUE_FALSE -> "bool";
            default -> "string";
        };
    }
}
