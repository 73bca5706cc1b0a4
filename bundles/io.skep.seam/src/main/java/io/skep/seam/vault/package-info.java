/**
 * Files that only their node can read: keys, what they seal, and what keeps the keys.
 *
 * <p>AES-256-GCM from the JDK; nothing of it is of our own making.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.seam.vault;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
