package io.skep.runtime.process.internal.box;

import io.skep.model.TaskId;
import io.skep.model.spec.Given;
import io.skep.model.spec.Healthcheck;
import io.skep.model.spec.Limits;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.Ulimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a box runs; kept in it.
 *
 * @param task the task
 * @param cluster its cluster
 * @param command program and arguments
 * @param env {@code NAME=value}
 * @param directory working directory
 * @param stopSignal without {@code SIG}
 * @param health how to tell that it is healthy
 * @param limits what it may use
 * @param ulimits process limits
 * @param oomScoreAdj how readily the kernel kills it
 * @param ports host-mode ports, recorded only
 */
public record Recipe(
        TaskId task,
        String cluster,
        List<String> command,
        List<String> env,
        String directory,
        String stopSignal,
        @Nullable Healthcheck health,
        @Nullable Limits limits,
        List<Ulimit> ulimits,
        long oomScoreAdj,
        List<PortConfig> ports) {

    /** Copies, and fills what is absent. */
    public Recipe {
        command = Given.list(command);
        env = Given.list(env);
        ulimits = Given.list(ulimits);
        ports = Given.list(ports);
    }
}
