/** How signers outside are spoken to: JSON over HTTPS, as cfssl does it. */
@NullMarked
package io.skep.ca.external.internal.cfssl;

import org.jspecify.annotations.NullMarked;
