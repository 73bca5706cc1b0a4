package io.skep.model;

import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.Payload;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as stored.
 *
 * @param id its id
 * @param spec policies
 * @param trust anchors and tokens; absent until the CA wrote them
 * @param lock with what managers lock their disks; absent when they never did
 */
public record Cluster(
        ClusterId id,
        Stored<ClusterSpec> spec,
        @Nullable Stored<ClusterTrust> trust,
        @Nullable Stored<ClusterLock> lock) {

    /** The key with which managers lock their disks; empty while they start unlocked. */
    public Payload lockKey() {
        return lock == null ? Payload.EMPTY : lock.value().key();
    }
}
