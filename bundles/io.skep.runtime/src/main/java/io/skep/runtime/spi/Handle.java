package io.skep.runtime.spi;

import io.skep.model.TaskId;

/**
 * RUN-2: names what a runtime made; safe on disk.
 *
 * @param task the task it was made for
 * @param runtime name of the plug
 * @param version of the handle's form
 * @param token opaque text
 */
public record Handle(TaskId task, String runtime, int version, String token) {}
