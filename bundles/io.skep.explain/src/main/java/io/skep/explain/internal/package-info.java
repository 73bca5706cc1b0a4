/** Why tasks are where they are. */
@NullMarked
package io.skep.explain.internal;

import org.jspecify.annotations.NullMarked;
