package io.skep.scheduler.engine.internal.fleet;

import io.skep.model.Node;
import java.util.Map;

/** Labels to spread over. Source: swarm-behaviour PL-5. */
public final class Label {

    private static final String NODE = "node.labels.";
    private static final String ENGINE = "engine.labels.";

    private Label() {}

    /** Whether a descriptor names a label; others are passed over. */
    static boolean known(String descriptor) {
        return begins(descriptor, NODE) || begins(descriptor, ENGINE);
    }

    /** A node's value of the label; empty when it has none. */
    public static String of(Node node, String descriptor) {
        if (begins(descriptor, NODE)) {
            return value(node.spec().value().labels(), descriptor.substring(NODE.length()));
        }
        var status = node.status();
        return status == null
                ? ""
                : value(
                        status.value().description().engineLabels(),
                        descriptor.substring(ENGINE.length()));
    }

    private static String value(Map<String, String> labels, String key) {
        return labels.getOrDefault(key, "");
    }

    private static boolean begins(String descriptor, String prefix) {
        return descriptor.length() > prefix.length()
                && descriptor.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
