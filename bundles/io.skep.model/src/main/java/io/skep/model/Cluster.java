package io.skep.model;

import io.skep.model.spec.ClusterSpec;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as stored.
 *
 * @param id its id
 * @param spec policies
 * @param trust anchors and tokens; absent until the CA wrote them
 */
public record Cluster(
        ClusterId id, Stored<ClusterSpec> spec, @Nullable Stored<ClusterTrust> trust) {}
