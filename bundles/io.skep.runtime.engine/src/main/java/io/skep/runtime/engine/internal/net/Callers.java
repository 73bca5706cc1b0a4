package io.skep.runtime.engine.internal.net;

import java.util.Collection;

/** Who is connected to a task. */
@FunctionalInterface
public interface Callers {

    /**
     * How many connections that others opened are not closed yet; 0 also when nobody can say.
     *
     * @param pid a process of the task
     * @param addresses the task's own; what came to others does not count
     */
    int open(long pid, Collection<String> addresses);
}
