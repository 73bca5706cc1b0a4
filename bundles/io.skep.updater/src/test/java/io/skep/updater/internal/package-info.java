/** Tests by rule. */
@NullMarked
package io.skep.updater.internal;

import org.jspecify.annotations.NullMarked;
