/** Sessions of agents, and what they are sent. */
@NullMarked
package io.skep.dispatcher.internal.session;

import org.jspecify.annotations.NullMarked;
