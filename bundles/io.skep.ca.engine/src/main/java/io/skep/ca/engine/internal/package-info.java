/** The duties that give nodes their certificates. */
@NullMarked
package io.skep.ca.engine.internal;

import org.jspecify.annotations.NullMarked;
