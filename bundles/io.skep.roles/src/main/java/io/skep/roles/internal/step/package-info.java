/** What is to be done next, as a pure function of what is. */
@NullMarked
package io.skep.roles.internal.step;

import org.jspecify.annotations.NullMarked;
