/** Tests. */
@NullMarked
package io.skep.itests.net;

import org.jspecify.annotations.NullMarked;
