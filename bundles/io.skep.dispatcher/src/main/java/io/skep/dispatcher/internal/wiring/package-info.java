/** What every node is told of networks, and what tasks wait for. */
@NullMarked
package io.skep.dispatcher.internal.wiring;

import org.jspecify.annotations.NullMarked;
