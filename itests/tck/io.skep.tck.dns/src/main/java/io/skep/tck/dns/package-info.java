/** What every resolver must do. */
@NullMarked
package io.skep.tck.dns;

import org.jspecify.annotations.NullMarked;
