/**
 * Who may ask a door for what: roles of clients, and what reaches out of a container onto its host.
 *
 * <p>Pure functions of requests and specs. Everything is safe for use by any thread.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.access;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
