/**
 * Commands, queries, refusals: what doors may ask of a cluster.
 *
 * <p>A port: {@code control.engine} implements {@link io.skep.control.Control}, the node room
 * {@link io.skep.control.Membership}.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.control;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
