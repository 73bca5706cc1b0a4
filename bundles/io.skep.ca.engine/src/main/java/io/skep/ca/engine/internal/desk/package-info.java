/** What every manager answers. */
@NullMarked
package io.skep.ca.engine.internal.desk;

import org.jspecify.annotations.NullMarked;
