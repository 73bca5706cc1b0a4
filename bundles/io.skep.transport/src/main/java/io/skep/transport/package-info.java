/**
 * Frames between nodes.
 *
 * <p>A port: {@code transport.engine} implements it. Requests and streams are built on channels by
 * those who use them.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.transport;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
