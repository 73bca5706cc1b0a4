package io.skep.itests.world;

import io.skep.itests.sim.SimKernel;
import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugProvider;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.RuntimeSink;
import io.skep.tck.runtime.memory.MemoryMachine;
import io.skep.tck.runtime.memory.MemoryRuntimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a node's containers run on: it outlives the node's process. */
final class Machine implements PlugProvider<ContainerRuntime, RuntimeSink> {

    private final SimKernel kernel;
    private final MemoryMachine containers = new MemoryMachine();
    private MemoryMachine shown = containers;
    private final List<ContainerRuntime> opened = new ArrayList<>();
    private Duration longest = Duration.ofMillis(20);

    Machine(SimKernel kernel) {
        this.kernel = kernel;
    }

    MemoryMachine containers() {
        return containers;
    }

    /** From now on each verb takes up to that long. */
    void takes(Duration most) {
        longest = most;
    }

    /** From now on runtimes see an empty machine: a runtime that lost what it had. */
    void hide() {
        shown = new MemoryMachine();
    }

    /** The process that used it is gone. */
    void crash() {
        opened.forEach(ContainerRuntime::close);
        opened.clear();
    }

    @Override
    public PlugInfo info() {
        return new MemoryRuntimes(containers).info();
    }

    @Override
    public ContainerRuntime open(PlugContext<RuntimeSink> context) {
        var runtime = new MemoryRuntimes(shown).open(context);
        opened.add(runtime);
        return new SlowRuntime(
                runtime, context.loop(), () -> kernel.between(Duration.ZERO, longest));
    }
}
