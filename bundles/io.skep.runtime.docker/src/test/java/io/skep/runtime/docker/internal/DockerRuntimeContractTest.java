package io.skep.runtime.docker.internal;

import io.skep.itests.engine.TestEngine;
import io.skep.lifecycle.PlugProvider;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.RuntimeSink;
import io.skep.tck.runtime.Programs;
import io.skep.tck.runtime.RuntimeContract;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NeedsEngine.class)
class DockerRuntimeContractTest extends RuntimeContract {

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
        return Map.of("docker.host", TestEngine.shared().host());
    }
}
