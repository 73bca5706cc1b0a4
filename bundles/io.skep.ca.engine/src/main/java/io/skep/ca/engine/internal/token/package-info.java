/** Join tokens, and how often they may be tried. */
@NullMarked
package io.skep.ca.engine.internal.token;

import org.jspecify.annotations.NullMarked;
