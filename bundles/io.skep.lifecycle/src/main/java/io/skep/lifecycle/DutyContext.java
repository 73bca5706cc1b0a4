package io.skep.lifecycle;

import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.seam.Seams;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a duty gets when it starts.
 *
 * @param node this node; in scope NODE an id that is kept until the node joins a cluster
 * @param cluster the cluster; in scope NODE an empty-looking id of one zero
 * @param seams time, loops, workers, chance and disk
 * @param directory the node's data directory
 * @param settings the node's settings: {@code advertise}, {@code listen}, {@code hostname}, {@code
 *     docker.host}, {@code runtime}, {@code api}; in a cluster {@code members}: the other managers
 *     this node knows as {@code id=host:port,...}, empty when it is the founder
 */
public record DutyContext(
        NodeId node, ClusterId cluster, Seams seams, Path directory, Map<String, String> settings) {

    /** Copies the settings. */
    public DutyContext {
        settings = Map.copyOf(settings);
    }

    /** A setting, or {@code otherwise} when it is not set or empty. */
    public String setting(String name, String otherwise) {
        var value = settings.getOrDefault(name, "");
        return value.isEmpty() ? otherwise : value;
    }
}
