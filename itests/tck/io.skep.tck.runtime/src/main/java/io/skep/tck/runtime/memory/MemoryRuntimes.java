package io.skep.tck.runtime.memory;

import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugProvider;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.RuntimeSink;
import java.util.List;

/**
 * Opens runtimes of one machine.
 *
 * @param machine the machine
 */
public record MemoryRuntimes(MemoryMachine machine)
        implements PlugProvider<ContainerRuntime, RuntimeSink> {

    @Override
    public PlugInfo info() {
        return new PlugInfo("runtime", MemoryRuntime.NAME, "0.1.0", List.of("logs"));
    }

    @Override
    public ContainerRuntime open(PlugContext<RuntimeSink> context) {
        return new MemoryRuntime(machine, context);
    }
}
