/** Which root issues, and how another one takes over. */
@NullMarked
package io.skep.ca.engine.internal.root;

import org.jspecify.annotations.NullMarked;
