/**
 * The nouns of a Skep cluster: ids, stored objects and their parts, task states, and pure functions
 * on them.
 *
 * <p>Everything here is an immutable value; nothing knows a clock, a thread or a disk.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.model;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
