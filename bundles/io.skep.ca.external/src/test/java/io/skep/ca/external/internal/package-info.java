/** The plug under its contract's kit, and on signers that misbehave. */
@NullMarked
package io.skep.ca.external.internal;

import org.jspecify.annotations.NullMarked;
