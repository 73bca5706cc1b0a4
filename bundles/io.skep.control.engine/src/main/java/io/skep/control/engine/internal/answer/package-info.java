/** Refusals in Docker's words, and finding what a user named. */
@NullMarked
package io.skep.control.engine.internal.answer;

import org.jspecify.annotations.NullMarked;
