/**
 * Certificates: who nodes are to one another.
 *
 * <p>A port: {@code ca.engine} implements it.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.ca;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
