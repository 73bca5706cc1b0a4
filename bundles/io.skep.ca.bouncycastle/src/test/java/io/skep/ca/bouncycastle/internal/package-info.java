/** The plug under its contract's kit. */
@NullMarked
package io.skep.ca.bouncycastle.internal;

import org.jspecify.annotations.NullMarked;
