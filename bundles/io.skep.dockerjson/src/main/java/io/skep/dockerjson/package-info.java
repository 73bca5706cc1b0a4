/**
 * The model as Docker's clients write and see it: specs from JSON, stored objects to JSON, filters
 * of lists.
 *
 * <p>Pure functions of the model's records. Everything is safe for use by any thread.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.dockerjson;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
