/** Tests. */
@NullMarked
package io.skep.dispatcher.internal;

import org.jspecify.annotations.NullMarked;
