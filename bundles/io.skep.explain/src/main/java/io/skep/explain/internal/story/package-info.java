/** What led to a task, as the state tells it. */
@NullMarked
package io.skep.explain.internal.story;

import org.jspecify.annotations.NullMarked;
