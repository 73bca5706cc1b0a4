/** The duty, and the registrar who takes one step at a time. */
@NullMarked
package io.skep.roles.internal;

import org.jspecify.annotations.NullMarked;
