/** Questions and answers on top of channels: cut into pieces, told apart by numbers. */
@NullMarked
package io.skep.transport.engine.internal.question;

import org.jspecify.annotations.NullMarked;
