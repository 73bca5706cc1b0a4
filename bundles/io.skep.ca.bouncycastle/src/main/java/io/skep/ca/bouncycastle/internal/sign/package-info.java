/** What is signed, and what is checked before. */
@NullMarked
package io.skep.ca.bouncycastle.internal.sign;

import org.jspecify.annotations.NullMarked;
