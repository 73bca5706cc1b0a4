/** The slots of a service as an update sees them. */
@NullMarked
package io.skep.updater.internal.slot;

import org.jspecify.annotations.NullMarked;
