/**
 * The second life cycle: duties that start and stop in order, and plugs that are swapped at run
 * time.
 *
 * <p>An active OSGi component is wired; a started duty works.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.lifecycle;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
