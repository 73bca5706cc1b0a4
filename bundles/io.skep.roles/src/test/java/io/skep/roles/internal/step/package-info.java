/** Tests. */
@NullMarked
package io.skep.roles.internal.step;

import org.jspecify.annotations.NullMarked;
