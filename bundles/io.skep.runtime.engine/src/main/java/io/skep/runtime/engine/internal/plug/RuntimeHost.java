package io.skep.runtime.engine.internal.plug;

import io.skep.lifecycle.Fence;
import io.skep.lifecycle.Live;
import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.SocketHost;
import io.skep.model.NodeDescription;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.RuntimeSink;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a socket of one runtime asks and tells. Used on the loop. */
final class RuntimeHost implements SocketHost<ContainerRuntime, RuntimeSink> {

    /** Who wants to know of this runtime. */
    interface Listener {
        void live(String runtime);

        void lost(String runtime);

        void failed(String runtime);
    }

    private final Supplier<PlugContext<RuntimeSink>> context;
    private final Listener listener;
    private final String name;
    private @Nullable ContainerRuntime plug;
    private @Nullable NodeDescription facts;

    RuntimeHost(String name, Supplier<PlugContext<RuntimeSink>> context, Listener listener) {
        this.name = name;
        this.context = context;
        this.listener = listener;
    }

    Optional<ContainerRuntime> plug() {
        return Optional.ofNullable(plug);
    }

    Optional<NodeDescription> facts() {
        return Optional.ofNullable(facts);
    }

    @Override
    public PlugContext<RuntimeSink> context(PlugInfo info) {
        return context.get();
    }

    @Override
    public RuntimeSink fence(RuntimeSink sink, BooleanSupplier alive) {
        return Fence.of(RuntimeSink.class, sink, alive);
    }

    @Override
    public CompletionStage<Void> probe(ContainerRuntime candidate) {
        return candidate.describe().thenAccept(this::learn);
    }

    void learn(NodeDescription description) {
        facts = description;
    }

    @Override
    public void live(Live<ContainerRuntime> live) {
        plug = live.plug();
        listener.live(name);
    }

    @Override
    public void lost(String why) {
        plug = null;
        listener.lost(name);
    }

    @Override
    public void failed(PlugInfo info, String why) {
        listener.failed(name);
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(20);
    }
}
