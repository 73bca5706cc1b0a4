package io.skep.dockerapi.internal.route;

import io.skep.dockerjson.Gates;
import io.skep.dockerjson.Json;
import io.skep.dockerjson.Unfit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A request.
 *
 * @param method the verb
 * @param uri as it came
 * @param version of the API
 * @param captures what stands in the path's variable places
 * @param query the parameters
 * @param headers by lower-case name
 * @param body empty for none
 */
public record Ask(
        String method,
        String uri,
        ApiVersion version,
        Map<String, String> captures,
        Map<String, List<String>> query,
        Map<String, String> headers,
        byte[] body) {

    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");
    private static final Set<String> LOOSE_FALSE = Set.of("", "0", "no", "false", "none");

    /** What stands in a place of the path. */
    public String capture(String place) {
        return captures.getOrDefault(place, "");
    }

    /** A parameter; empty when absent. */
    public String query(String name) {
        var given = query.getOrDefault(name, List.of());
        return given.isEmpty() ? "" : given.get(0);
    }

    /** A header; empty when absent. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** A parameter that is true or false to the letter; false when absent. */
    public boolean strict(String name) {
        var given = query(name);
        if (given.isEmpty() || FALSE.contains(given)) {
            return false;
        }
        if (TRUE.contains(given)) {
            return true;
        }
        throw invalid(
                "invalid value for "
                        + name
                        + ": strconv.ParseBool: parsing \""
                        + given
                        + "\": invalid syntax");
    }

    /** A parameter that is false when it says so. */
    public boolean loose(String name) {
        return !LOOSE_FALSE.contains(query(name).strip().toLowerCase(Locale.ROOT));
    }

    /** The parameter {@code version} of an update. Source: docker-api-notes 2. */
    public long index(String kind) {
        var given = query("version");
        try {
            if (!given.startsWith("+") && !given.startsWith("-")) {
                return Long.parseUnsignedLong(given);
            }
        } catch (NumberFormatException malformed) {
            throw badIndex(kind, given);
        }
        throw badIndex(kind, given);
    }

    /** The body as a record. */
    public <T> T body(Class<T> type) {
        checkType();
        var tree = Json.parse(body);
        Gates.close(tree, version.minor());
        return Json.value(tree, type);
    }

    private void checkType() {
        var type = header("content-type");
        if (!type.isEmpty() && !type.split(";")[0].strip().equalsIgnoreCase("application/json")) {
            throw invalid(
                    "unsupported Content-Type header (" + type + "): must be 'application/json'");
        }
    }

    private static Unfit badIndex(String kind, String given) {
        var why = given.matches("\\d+") ? "value out of range" : "invalid syntax";
        return invalid(
                "invalid "
                        + kind
                        + " version '"
                        + given
                        + "': strconv.ParseUint: parsing \""
                        + given
                        + "\": "
                        + why);
    }

    private static Unfit invalid(String message) {
        return new Unfit(message);
    }
}
