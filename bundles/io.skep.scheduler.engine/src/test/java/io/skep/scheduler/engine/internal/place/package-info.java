/** Tests of placing. */
@NullMarked
package io.skep.scheduler.engine.internal.place;

import org.jspecify.annotations.NullMarked;
