/** Rules of carriers, and certificates to try them with. */
@NullMarked
package io.skep.tck.transport;

import org.jspecify.annotations.NullMarked;
