package io.skep.model;

import java.time.Instant;

/**
 * When a commit happened.
 *
 * @param index the commit's index in the agreed order, from 1
 * @param at the leader's clock when it proposed the commit
 */
public record Stamp(long index, Instant at) {}
