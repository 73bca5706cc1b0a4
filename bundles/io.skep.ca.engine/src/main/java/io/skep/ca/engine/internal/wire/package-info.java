/** What nodes say to one another about certificates. */
@NullMarked
package io.skep.ca.engine.internal.wire;

import org.jspecify.annotations.NullMarked;
