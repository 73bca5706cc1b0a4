/** The duty, and the dispatcher: sessions in, the store's changes out. */
@NullMarked
package io.skep.dispatcher.internal;

import org.jspecify.annotations.NullMarked;
