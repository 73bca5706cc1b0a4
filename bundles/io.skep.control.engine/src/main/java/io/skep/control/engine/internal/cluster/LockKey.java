package io.skep.control.engine.internal.cluster;

import io.skep.control.Refusal.Code;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.Cluster;
import io.skep.model.ClusterLock;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.Payload;
import io.skep.seam.Entropy;
import java.util.Base64;
import java.util.Optional;

/** The key with which managers lock their disks. Source: swarm-behaviour AL-1. */
final class LockKey {

    private static final String PREFIX = "SWMKEY-1-";
    private static final int BYTES = 32;

    private LockKey() {}

    /** The bytes of a key as people write it. */
    static byte[] parse(String text) {
        try {
            var bytes = Base64.getDecoder().decode(body(text));
            if (bytes.length == BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException malformed) {
            // it is refused like one that is too short
        }
        throw Refusals.plain(Code.INVALID, "invalid key string");
    }

    private static String body(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("another prefix");
        }
        return text.substring(PREFIX.length());
    }

    /** What a new cluster begins with. */
    static Optional<ClusterLock> first(ClusterSpec spec, Entropy entropy) {
        return spec.encryptionConfig().autoLockManagers()
                ? Optional.of(fresh(entropy))
                : Optional.empty();
    }

    /**
     * What the lock becomes with other policies; absent when it stays as it is.
     *
     * @param rotate whether another key is asked for
     */
    static Optional<ClusterLock> next(
            Cluster before, ClusterSpec after, boolean rotate, Entropy entropy) {
        var has = before.lockKey().size() > 0;
        if (!after.encryptionConfig().autoLockManagers()) {
            return has ? Optional.of(new ClusterLock(Payload.EMPTY)) : Optional.empty();
        }
        return has && !rotate ? Optional.empty() : Optional.of(fresh(entropy));
    }

    private static ClusterLock fresh(Entropy entropy) {
        return new ClusterLock(Payload.of(entropy.bytes(BYTES)));
    }
}
