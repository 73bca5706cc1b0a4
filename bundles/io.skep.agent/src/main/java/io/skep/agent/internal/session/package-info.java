/** The session with a manager. */
@NullMarked
package io.skep.agent.internal.session;

import org.jspecify.annotations.NullMarked;
