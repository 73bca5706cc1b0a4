/** Tests. */
@NullMarked
package io.skep.dispatcher.internal.session;

import org.jspecify.annotations.NullMarked;
