/** The plug {@code external} of the contract {@code ca}. */
@NullMarked
package io.skep.ca.external.internal;

import org.jspecify.annotations.NullMarked;
