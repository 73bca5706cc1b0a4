package io.skep.model;

import io.skep.model.spec.Payload;

/**
 * With what managers lock their disks. Written by control. Source: swarm-behaviour AL-1.
 *
 * @param key 32 bytes; empty while managers start unlocked
 */
public record ClusterLock(Payload key) {

    /** Absent is empty. */
    public ClusterLock {
        key = key == null ? Payload.EMPTY : key;
    }

    /** Whether there is a key. */
    public boolean locks() {
        return key.size() > 0;
    }
}
