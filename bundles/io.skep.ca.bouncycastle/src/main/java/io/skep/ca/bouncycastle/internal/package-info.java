/** A certificate authority that lives in this process. */
@NullMarked
package io.skep.ca.bouncycastle.internal;

import org.jspecify.annotations.NullMarked;
