package io.skep.model;

import io.skep.model.spec.Placement;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One placement constraint, for example {@code node.labels.zone!=west}. Source: swarm-behaviour
 * PL-1 to PL-4.
 *
 * @param key what of a node is looked at
 * @param equal whether the value is wanted ({@code ==}) or unwanted ({@code !=})
 * @param value the value, taken literally
 */
public record Constraint(String key, boolean equal, String value) {

    private static final Pattern KEY = Pattern.compile("[a-zA-Z_][a-zA-Z0-9\\-_.]+");
    private static final Pattern VALUE =
            Pattern.compile("[a-zA-Z0-9:\\-_\\s.*()?+\\[\\]\\\\^$|/]+");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]+");
    private static final String NODE_LABEL = "node.labels.";
    private static final String ENGINE_LABEL = "engine.labels.";

    /**
     * The constraint in a text.
     *
     * @throws IllegalArgumentException when it is none; the message is Docker's
     */
    public static Constraint parse(String text) {
        var wanted = text.indexOf("==");
        var at = wanted >= 0 ? wanted : text.indexOf("!=");
        if (at < 0) {
            throw new IllegalArgumentException("constraint expected one operator from ==, !=");
        }
        var key = text.substring(0, at).strip();
        var value = text.substring(at + 2).strip();
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("key '" + key + "' is invalid");
        }
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("value '" + value + "' is invalid");
        }
        return new Constraint(key, wanted >= 0, value);
    }

    /**
     * The constraints of a placement. A text that is none, which the API refuses, fits no node:
     * better no task than one where it must not be.
     */
    public static List<Constraint> all(Placement placement) {
        return placement.constraints().stream().map(Constraint::parseOrNowhere).toList();
    }

    private static Constraint parseOrNowhere(String text) {
        try {
            return parse(text);
        } catch (IllegalArgumentException malformed) {
            return new Constraint("nowhere", true, text);
        }
    }

    /** Whether a node may be taken. An unknown key and a malformed address fit no node (PL-3). */
    public boolean matches(Node node) {
        if (key.equalsIgnoreCase("node.ip")) {
            return matchesAddress(node);
        }
        return fact(node).map(fact -> fact.equalsIgnoreCase(value) == equal).orElse(false);
    }

    private Optional<String> fact(Node node) {
        if (begins(NODE_LABEL)) {
            return Optional.of(label(node.spec().value().labels(), NODE_LABEL));
        }
        var description = node.status() == null ? null : node.status().value().description();
        if (begins(ENGINE_LABEL)) {
            return Optional.of(
                    description == null ? "" : label(description.engineLabels(), ENGINE_LABEL));
        }
        return switch (key.toLowerCase(Locale.ROOT)) {
            case "node.id" -> Optional.of(node.id().value());
            case "node.hostname" -> Optional.of(node.hostname());
            case "node.role" -> Optional.of(node.spec().value().role().name());
            case "node.platform.os" ->
                    Optional.of(description == null ? "" : description.platform().os());
            case "node.platform.arch" ->
                    Optional.of(description == null ? "" : description.platform().architecture());
            default -> Optional.empty();
        };
    }

    private boolean begins(String prefix) {
        return key.length() > prefix.length()
                && key.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private String label(java.util.Map<String, String> labels, String prefix) {
        return labels.getOrDefault(key.substring(prefix.length()), "");
    }

    private boolean matchesAddress(Node node) {
        var slash = value.indexOf('/');
        var net = address(slash < 0 ? value : value.substring(0, slash));
        var own = address(node.status() == null ? "" : node.status().value().addr());
        if (net.length == 0 || own.length == 0) {
            return false;
        }
        var bits = slash < 0 ? net.length * 8 : bits(value.substring(slash + 1), net.length * 8);
        return bits >= 0 && (net.length == own.length && samePrefix(net, own, bits)) == equal;
    }

    private static byte[] address(String text) {
        if (!ADDRESS.matcher(text).matches() || !(text.contains(".") || text.contains(":"))) {
            return new byte[0];
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException malformed) {
            return new byte[0];
        }
    }

    private static int bits(String text, int most) {
        try {
            var bits = Integer.parseInt(text);
            return bits > most ? -1 : bits;
        } catch (NumberFormatException malformed) {
            return -1;
        }
    }

    private static boolean samePrefix(byte[] a, byte[] b, int bits) {
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((a[bit / 8] & mask) != (b[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
