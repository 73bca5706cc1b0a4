package io.skep.model.spec;

import org.jspecify.annotations.Nullable;

/**
 * What tasks get when their spec is silent.
 *
 * @param logDriver the log driver
 */
public record TaskDefaults(@Nullable LogDriver logDriver) {}
