package io.skep.store.engine.internal.snapshot;

import io.skep.model.Change;
import java.time.Instant;

/**
 * A stored part.
 *
 * @param put the part, of which object, and its value
 * @param version index of the commit that wrote it
 * @param createdAt when it was first written
 * @param updatedAt when it was last written
 */
public record Row(Change put, long version, Instant createdAt, Instant updatedAt) {}
