package io.skep.runtime.process.internal;

import io.skep.lifecycle.PlugProvider;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.RuntimeSink;
import io.skep.tck.runtime.Programs;
import io.skep.tck.runtime.RuntimeContract;

/** Processes keep every rule of the contract. */
class ProcessRuntimeContractTest extends RuntimeContract {

    @Override
    protected PlugProvider<ContainerRuntime, RuntimeSink> provider() {
        return new ProcessRuntimeProvider();
    }

    @Override
    protected Programs programs() {
        return new Shell();
    }
}
