/** How services get from one wish to the next. */
@NullMarked
package io.skep.updater.internal;

import org.jspecify.annotations.NullMarked;
