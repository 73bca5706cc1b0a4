package io.skep.runtime.process.internal;

import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugException;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugName;
import io.skep.lifecycle.PlugProvider;
import io.skep.runtime.process.internal.launch.Program;
import io.skep.runtime.process.internal.launch.Recipes;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.RuntimeSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Opens runtimes that run tasks as processes: for machines without a container engine. */
@Component(name = "io.skep.runtime.process", service = PlugProvider.class)
@PlugName(ProcessRuntime.NAME)
public final class ProcessRuntimeProvider implements PlugProvider<ContainerRuntime, RuntimeSink> {

    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

    @Override
    public PlugInfo info() {
        return new PlugInfo("runtime", ProcessRuntime.NAME, "0.1.0", List.of("logs"));
    }

    @Override
    public ContainerRuntime open(PlugContext<RuntimeSink> context) {
        if (!Files.isReadable(Path.of("/proc/self/stat"))) {
            throw new PlugException("runtime process: needs Linux with /proc");
        }
        var recipes = new Recipes(new Program(Program.usualRepositories()));
        return new ProcessRuntime(context, recipes, CGROUPS);
    }
}
