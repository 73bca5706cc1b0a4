/**
 * Records as bytes, canonical and readable by later versions.
 *
 * <p>The form is Smile (binary JSON) behind one version byte: fields are named, so a newer program
 * reads what an older one wrote, and skips what it does not know.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.codec;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
