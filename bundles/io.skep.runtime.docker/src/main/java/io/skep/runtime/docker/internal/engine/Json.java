package io.skep.runtime.docker.internal.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The engine's JSON, as trees: engines of other versions have other fields. */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    public static byte[] bytes(Object content) {
        try {
            return MAPPER.writeValueAsBytes(content);
        } catch (JsonProcessingException ours) {
            throw new IllegalArgumentException("cannot be written as JSON: " + content, ours);
        }
    }

    /** The tree; a missing node when the bytes are no JSON. */
    public static JsonNode tree(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (IOException noJson) {
            return MissingNode.getInstance();
        }
    }

    /** The values of a stream, each as soon as it arrived. */
    public static Iterator<JsonNode> values(InputStream from) throws IOException {
        MappingIterator<JsonNode> values = MAPPER.readerFor(JsonNode.class).readValues(from);
        return values;
    }

    /** The text members of an object, in key order. */
    public static SortedMap<String, String> texts(JsonNode object) {
        var texts = new TreeMap<String, String>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            texts.put(member.getKey(), member.getValue().asText());
        }
        return texts;
    }
}
