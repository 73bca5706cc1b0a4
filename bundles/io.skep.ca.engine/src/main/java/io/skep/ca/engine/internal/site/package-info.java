/** How a node gets its certificate, and a new one in time. */
@NullMarked
package io.skep.ca.engine.internal.site;

import org.jspecify.annotations.NullMarked;
