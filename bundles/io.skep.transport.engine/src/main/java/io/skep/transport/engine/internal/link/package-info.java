/** Ways to nodes, and what is served at this end of them. */
@NullMarked
package io.skep.transport.engine.internal.link;

import org.jspecify.annotations.NullMarked;
