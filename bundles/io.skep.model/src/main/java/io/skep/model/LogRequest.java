package io.skep.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of a task's output are wanted. Source: swarm-behaviour LG-2.
 *
 * @param stdout whether standard output is
 * @param stderr whether standard error is
 * @param follow whether lines that come later are
 * @param since only lines from then on; absent means all
 * @param tail at most that many of the newest lines; negative means all
 */
public record LogRequest(
        boolean stdout, boolean stderr, boolean follow, @Nullable Instant since, long tail) {}
