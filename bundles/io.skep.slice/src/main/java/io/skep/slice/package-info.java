/**
 * The part of the store one node needs, and what the node observed: the only meeting place of the
 * worker.
 *
 * <p>A port: the agent implements it and keeps it on disk. It writes the assignments; each worker
 * engine writes its own observations.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.slice;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
