package io.skep.itests.blackbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes good requests bad in one place, on a seed. */
final class Mutation {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    private final Random random;

    Mutation(long seed) {
        this.random = new Random(seed);
    }

    /** A body like this one, but for one thing. */
    String body(String good) {
        if (good.isEmpty()) {
            return random.nextBoolean() ? "" : text();
        }
        return switch (random.nextInt(8)) {
            case 0 -> good.substring(0, random.nextInt(good.length()));
            case 1 -> text();
            case 2 -> flipped(good);
            default -> changed(good);
        };
    }

    /** A path and query like this one, but for one thing. */
    String path(String good) {
        return switch (random.nextInt(6)) {
            case 0 -> "/v" + random.nextInt(3) + "." + random.nextInt(200) + good;
            case 1 -> good + (good.contains("?") ? "&" : "?") + "version=" + number();
            case 2 -> good + (good.contains("?") ? "&" : "?") + "filters=" + escaped(text());
            case 3 -> good.replaceFirst("ID", escaped(text()));
            default -> good;
        };
    }

    private String changed(String good) {
        try {
            var tree = JSON.readTree(good);
            var places = new ArrayList<Place>();
            collect(tree, places);
            if (!places.isEmpty()) {
                places.get(random.nextInt(places.size())).put(value());
            }
            return JSON.writeValueAsString(tree);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private interface Place {
        void put(JsonNode value);
    }

    private static void collect(JsonNode node, List<Place> places) {
        if (node instanceof ObjectNode object) {
            object.fieldNames()
                    .forEachRemaining(name -> places.add(value -> object.set(name, value)));
            object.forEach(child -> collect(child, places));
        } else if (node instanceof ArrayNode array) {
            for (int at = 0; at < array.size(); at++) {
                int index = at;
                places.add(value -> array.set(index, value));
                collect(array.get(at), places);
            }
        }
    }

    private JsonNode value() {
        return switch (random.nextInt(10)) {
            case 0 -> MAKE.nullNode();
            case 1 -> MAKE.booleanNode(random.nextBoolean());
            case 2 -> MAKE.numberNode(random.nextLong());
            case 3 -> MAKE.numberNode(new BigInteger(200, random));
            case 4 -> MAKE.numberNode(-random.nextDouble() * 1e300);
            case 5 -> MAKE.arrayNode().add(MAKE.textNode(text()));
            case 6 -> MAKE.objectNode().put(text(), text());
            case 7 -> MAKE.textNode("x".repeat(random.nextInt(100_000)));
            default -> MAKE.textNode(text());
        };
    }

    private String flipped(String good) {
        var chars = good.toCharArray();
        chars[random.nextInt(chars.length)] = (char) random.nextInt(0x2FFF);
        return new String(chars);
    }

    private String number() {
        return new BigInteger(random.nextInt(100) + 1, random).negate().toString();
    }

    private String text() {
        var text = new StringBuilder();
        for (int left = random.nextInt(20); left >= 0; left--) {
            text.appendCodePoint(
                    random.nextInt(5) == 0
                            ? 0x1F400 + random.nextInt(60)
                            : 1 + random.nextInt(0x17F));
        }
        return text.toString();
    }

    private static String escaped(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
