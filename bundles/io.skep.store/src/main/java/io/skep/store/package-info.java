/**
 * The replicated store: the only meeting place of the manager. View, update, watch.
 *
 * <p>A port: {@code store.engine} implements it on top of consensus. Rule numbers are STO-n.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
