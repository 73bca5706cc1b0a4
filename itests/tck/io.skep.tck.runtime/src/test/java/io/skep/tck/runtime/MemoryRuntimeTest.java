package io.skep.tck.runtime;

import io.skep.lifecycle.PlugProvider;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.RuntimeSink;
import io.skep.tck.runtime.memory.MemoryMachine;
import io.skep.tck.runtime.memory.MemoryRuntimes;

/** The runtime in memory keeps every rule. */
class MemoryRuntimeTest extends RuntimeContract {

    private final MemoryMachine machine = new MemoryMachine();

    @Override
    protected PlugProvider<ContainerRuntime, RuntimeSink> provider() {
        return new MemoryRuntimes(machine);
    }

    @Override
    protected Programs programs() {
        return machine;
    }
}
