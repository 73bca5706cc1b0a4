package io.skep.itests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Two answers to one request, field by field: what chance or time makes is taken as equal. */
final class Comparison {

    private static final Pattern TOKEN = Pattern.compile("SWMTKN-1-[0-9a-z]{50}-[0-9a-z]{25}");
    private static final Pattern ID = Pattern.compile("(?<![0-9a-z])[0-9a-z]{25}(?![0-9a-z])");
    private static final Pattern HEX = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");
    private static final Pattern TIME =
            Pattern.compile("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----(\\\\n)?");

    private static final Pattern HOST = Pattern.compile("(?<![0-9a-z])(theirs|ours)(?![0-9a-z])");
    private static final Pattern ADDRESS = Pattern.compile("10\\.77\\.0\\.[12](?![0-9])");

    private final List<Difference> found = new ArrayList<>();

    private Comparison() {}

    /**
     * One difference.
     *
     * @param path of the field, {@code .} before names and {@code []} for every place of a list
     * @param docker what Docker says there
     * @param skep what we say
     */
    record Difference(String path, String docker, String skep) {}

    static List<Difference> of(JsonNode docker, JsonNode skep) {
        var comparison = new Comparison();
        comparison.compare("", docker, skep);
        return List.copyOf(comparison.found);
    }

    private void compare(String path, JsonNode docker, JsonNode skep) {
        if (docker.isObject() && skep.isObject()) {
            var names = new TreeSet<String>();
            docker.fieldNames().forEachRemaining(names::add);
            skep.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(path + "." + name, docker.path(name), skep.path(name)));
        } else if (docker.isArray() && skep.isArray() && docker.size() == skep.size()) {
            var ours = ordered(skep);
            var theirs = ordered(docker);
            for (int at = 0; at < ours.size(); at++) {
                compare(path + "[]", theirs.get(at), ours.get(at));
            }
        } else if (!text(path, docker).equals(text(path, skep))) {
            found.add(new Difference(path, text(path, docker), text(path, skep)));
        }
    }

    /** Lists of objects have no order of their own: by name, else by slot. */
    private static List<JsonNode> ordered(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .sorted(Comparator.comparing(Comparison::place))
                .toList();
    }

    private static String place(JsonNode entry) {
        return entry.path("Spec").path("Name").asText()
                + entry.path("Slot").asText()
                + entry.path("Type").asText()
                + entry.path("Name").asText();
    }

    private static String text(String path, JsonNode value) {
        if (value.isMissingNode()) {
            return "absent";
        }
        if (path.endsWith(".CertIssuerPublicKey")) {
            return "KEY";
        }
        if (value.isNumber() && (path.endsWith("Version.Index") || path.endsWith(".PID"))) {
            return "NUMBER";
        }
        var text = TOKEN.matcher(value.toString()).replaceAll("TOKEN");
        text = HOST.matcher(ADDRESS.matcher(text).replaceAll("ADDRESS")).replaceAll("HOST");
        text = PEM.matcher(text).replaceAll("PEM");
        text = HEX.matcher(text).replaceAll("HEX");
        text = TIME.matcher(text).replaceAll("TIME");
        return ID.matcher(text).replaceAll("ID");
    }
}
