/** Tests. */
@NullMarked
package io.skep.roles.internal;

import org.jspecify.annotations.NullMarked;
