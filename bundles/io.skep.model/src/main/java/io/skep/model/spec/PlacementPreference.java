package io.skep.model.spec;

import org.jspecify.annotations.Nullable;

/**
 * One level of spreading.
 *
 * @param spread over what
 */
public record PlacementPreference(@Nullable SpreadOver spread) {}
