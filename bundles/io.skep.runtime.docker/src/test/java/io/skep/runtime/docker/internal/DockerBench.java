package io.skep.runtime.docker.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.itests.engine.TestEngine;
import io.skep.lifecycle.PlugProvider;
import io.skep.model.TaskId;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.TaskSpec;
import io.skep.runtime.docker.internal.engine.Json;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.RuntimeSink;
import io.skep.runtime.spi.Workload;
import io.skep.seam.Id36;
import io.skep.tck.runtime.Programs;
import io.skep.tck.runtime.RuntimeBench;
import io.skep.tck.runtime.Workloads;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs docker runtimes against the shared engine. */
@ExtendWith(NeedsEngine.class)
abstract class DockerBench extends RuntimeBench {

    final TestEngine engine() {
        return TestEngine.shared();
    }

    @Override
    protected PlugProvider<ContainerRuntime, RuntimeSink> provider() {
        return new DockerRuntimeProvider();
    }

    @Override
    protected Programs programs() {
        return new BusyboxPrograms();
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("docker.host", engine().host());
    }

    /** A task of this cluster with all that a task's spec says. */
    final Workload workload(TaskSpec spec, PortConfig... ports) {
        var task = new TaskId(Id36.of(new SecureRandom().generateSeed(Id36.BYTES)));
        return Workloads.of(task, cluster(), node(), Workloads.plan(node(), spec, List.of(ports)));
    }

    static TaskSpec only(ContainerSpec container) {
        return new TaskSpec(container, null, null, null, List.of(), null, 0, "container");
    }

    /** What the engine says of it. */
    final JsonNode inspect(Handle handle) {
        var text = engine().docker("inspect", handle.token());
        return Json.tree(text.getBytes(StandardCharsets.UTF_8)).get(0);
    }
}
