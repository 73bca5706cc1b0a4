package io.skep.runtime.engine.internal.file;

import io.skep.model.spec.Payload;

/**
 * A file a task is to see.
 *
 * @param target absolute path inside the container
 * @param content its bytes
 * @param uid owner
 * @param gid group
 * @param mode permission bits
 */
public record TaskFile(String target, Payload content, int uid, int gid, int mode) {}
