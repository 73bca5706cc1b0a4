package io.skep.dockerjson;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;

/** Refuses negative numbers where Docker has unsigned ones. Source: docker-api-notes 1.6. */
final class Unsigned {

    private static final Set<String> FIELDS =
            Set.of(
                    "forcerotate",
                    "forceupdate",
                    "keepoldsnapshots",
                    "logentriesforslowfollowers",
                    "maxattempts",
                    "maxconcurrent",
                    "maxreplicas",
                    "mode",
                    "parallelism",
                    "publishedport",
                    "replicas",
                    "snapshotinterval",
                    "subnetsize",
                    "targetport",
                    "totalcompletions");

    private Unsigned() {}

    static void check(JsonNode node) {
        for (var field : node.properties()) {
            check(field.getKey(), field.getValue());
        }
        if (node.isArray()) {
            node.forEach(Unsigned::check);
        }
    }

    private static void check(String name, JsonNode value) {
        if (value.isNumber()
                && value.doubleValue() < 0
                && FIELDS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new Unfit(
                    "json: cannot unmarshal number "
                            + value.asText()
                            + " into Go struct field "
                            + name
                            + " of type uint64");
        }
        check(value);
    }
}
