/** Who may ask for what. */
@NullMarked
package io.skep.access;

import org.jspecify.annotations.NullMarked;
