package io.skep.model.spec;

import org.jspecify.annotations.Nullable;

/**
 * How much of the past is kept.
 *
 * @param taskHistoryRetentionLimit tasks kept per slot, the live one included; negative keeps all;
 *     absent means 5
 */
public record Orchestration(@Nullable Long taskHistoryRetentionLimit) {}
