package io.skep.itests.blank;

import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugName;
import io.skep.lifecycle.PlugProvider;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.Observed.Phase;
import io.skep.runtime.spi.RuntimeSink;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.service.component.annotations.Component;

/** Opens the only one there is; what it made outlives it, as containers do. */
@Component(name = "io.skep.itests.blank", service = PlugProvider.class)
@PlugName(BlankRuntime.NAME)
public final class BlankRuntimes implements PlugProvider<ContainerRuntime, RuntimeSink> {

    private final SortedMap<String, Phase> made = new ConcurrentSkipListMap<>();

    @Override
    public PlugInfo info() {
        return new PlugInfo("runtime", BlankRuntime.NAME, "1", List.of());
    }

    @Override
    public ContainerRuntime open(PlugContext<RuntimeSink> context) {
        return new BlankRuntime(made);
    }
}
