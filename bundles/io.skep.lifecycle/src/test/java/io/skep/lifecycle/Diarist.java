package io.skep.lifecycle;

import io.skep.itests.sim.SimSeams;
import io.skep.lifecycle.Lamp.Switch;
import io.skep.seam.Loop;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A host that writes down what it is told. */
final class Diarist implements SocketHost<Lamp, Switch>, Switch {

    private final SimSeams seams;
    private final Loop loop;
    private final List<String> diary;
    private @Nullable Lamp lamp;

    Diarist(SimSeams seams, Loop loop, List<String> diary) {
        this.seams = seams;
        this.loop = loop;
        this.diary = diary;
    }

    Lamp lamp() {
        return Objects.requireNonNull(lamp);
    }

    @Override
    public PlugContext<Switch> context(PlugInfo plug) {
        return new PlugContext<>(loop, seams, this, Path.of("nowhere"), Map.of());
    }

    @Override
    public Switch fence(Switch sink, BooleanSupplier alive) {
        return Fence.of(Switch.class, sink, alive);
    }

    @Override
    public CompletionStage<Void> probe(Lamp plug) {
        return plug.shines()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new PlugException(plug.name() + " is dark"));
    }

    @Override
    public void live(Live<Lamp> live) {
        lamp = live.plug();
        diary.add("live " + live.info().name() + " " + live.epoch());
    }

    @Override
    public void lost(String why) {
        diary.add("lost " + why);
    }

    @Override
    public void failed(PlugInfo plug, String why) {
        diary.add("failed " + plug.name());
    }

    @Override
    public void flicker(String who) {
        diary.add("flicker " + who);
    }

    @Override
    public CompletionStage<String> ask() {
        return CompletableFuture.completedFuture("yes");
    }

    @Override
    public int count() {
        return 1;
    }
}
