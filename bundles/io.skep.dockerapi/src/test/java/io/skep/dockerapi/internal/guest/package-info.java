/** What plain containers get and give back. */
@NullMarked
package io.skep.dockerapi.internal.guest;

import org.jspecify.annotations.NullMarked;
