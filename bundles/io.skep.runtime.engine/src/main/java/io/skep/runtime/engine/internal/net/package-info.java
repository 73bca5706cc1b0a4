/** What a task waits for on networks. */
@NullMarked
package io.skep.runtime.engine.internal.net;

import org.jspecify.annotations.NullMarked;
