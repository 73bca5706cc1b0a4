package io.skep.runtime.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.itests.sim.SimKernel;
import io.skep.itests.sim.SimSeams;
import io.skep.lifecycle.DutyContext;
import io.skep.lifecycle.Fence;
import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugException;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugProvider;
import io.skep.lifecycle.Providers;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.TaskAttachment;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.TaskSpec;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.RuntimeSink;
import io.skep.slice.Assignment;
import io.skep.tck.runtime.Workloads;
import io.skep.tck.runtime.memory.MemoryMachine;
import io.skep.tck.runtime.memory.MemoryRuntimes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** One node: a machine, its disks, a slice, and the engine that may crash and come again. */
final class Rig {

    static final ClusterId CLUSTER = new ClusterId("clusterclusterclusterclus");
    static final NodeId NODE = new NodeId("nodenodenodenodenodenoden");
    private static final Duration SOON = Duration.ofMillis(200);

    final SimKernel kernel;
    final SimSeams seams;
    final MemoryMachine machine = new MemoryMachine();
    final MemorySlice slice = new MemorySlice();
    final MemoryVault vault = new MemoryVault();

    /** Each verb that changed something, as {@code start TASK}. */
    final List<String> verbs = new ArrayList<>();

    /** Sinks of opened runtimes, in order. */
    final List<RuntimeSink> sinks = new ArrayList<>();

    /** How many are connected to each task. */
    int callers;

    private final List<Recorded> live = new ArrayList<>();
    private final List<PlugProvider<ContainerRuntime, RuntimeSink>> others = new ArrayList<>();
    private UnaryOperator<ContainerRuntime> faults = plug -> plug;
    private Providers<ContainerRuntime, RuntimeSink> providers = new Providers<>("runtime");
    private Engine engine;
    private PlugProvider<ContainerRuntime, RuntimeSink> provider;

    Rig(long seed) {
        kernel = new SimKernel(seed);
        seams = kernel.node("n");
        engine = new Engine(context("memory"), slice, providers, vault, (pid, own) -> callers);
        provider = memory();
    }

    /** From now on opened runtimes are changed like that. */
    void faults(UnaryOperator<ContainerRuntime> change) {
        faults = change;
    }

    Engine engine() {
        return engine;
    }

    Rig start() {
        return start("memory");
    }

    Rig start(String runtime) {
        providers = new Providers<>("runtime");
        plugIn();
        others.forEach(providers::bind);
        engine = new Engine(context(runtime), slice, providers, vault, (pid, own) -> callers);
        engine.start();
        kernel.runFor(SOON);
        return this;
    }

    private DutyContext context(String runtime) {
        return new DutyContext(
                NODE, CLUSTER, seams, Path.of("nowhere"), Map.of("runtime", runtime));
    }

    void stop() {
        var stopped = engine.stop(Duration.ofSeconds(30)).toCompletableFuture();
        kernel.runUntil(stopped::isDone, Duration.ofMinutes(1));
    }

    /** The process dies; what it had opened does nothing more. */
    void crash() {
        seams.crash();
        live.forEach(Recorded::die);
        live.clear();
    }

    void plugIn() {
        provider = memory();
        providers.bind(provider);
        kernel.settle();
    }

    void plugOut() {
        providers.release(provider);
        kernel.runFor(SOON);
    }

    /** Providers that are there from the next start on. */
    void alsoThere(List<PlugProvider<ContainerRuntime, RuntimeSink>> providers) {
        others.addAll(providers);
    }

    /** A provider whose plugs do not open. */
    PlugProvider<ContainerRuntime, RuntimeSink> failing(String name) {
        faults = plug -> plug;
        return new Named(
                name,
                context -> {
                    throw new PlugException(name + " does not answer");
                });
    }

    /** Does something to a container by hand, past the engine. */
    void byHand(TaskId task, BiConsumer<ContainerRuntime, Handle> what) {
        var context =
                new PlugContext<RuntimeSink>(
                        kernel.node("hand").loop("hand"),
                        seams,
                        Fence.of(RuntimeSink.class, deaf(), () -> false),
                        Path.of("nowhere"),
                        Map.of());
        var hand = new MemoryRuntimes(machine).open(context);
        hand.activate(1, Optional.empty());
        what.accept(hand, new Handle(task, "memory", 1, "c-" + task));
        hand.close();
    }

    private static RuntimeSink deaf() {
        return new RuntimeSink() {
            @Override
            public void changed(Handle handle, Observed observed) {}

            @Override
            public void reachable(boolean answers, String why) {}
        };
    }

    private PlugProvider<ContainerRuntime, RuntimeSink> memory() {
        return named("memory");
    }

    PlugProvider<ContainerRuntime, RuntimeSink> named(String name) {
        return new Named(
                name,
                context -> {
                    var opened = new Recorded(new MemoryRuntimes(machine).open(context), verbs);
                    live.add(opened);
                    sinks.add(context.sink());
                    return faults.apply(opened);
                });
    }

    private record Named(String name, Function<PlugContext<RuntimeSink>, ContainerRuntime> opener)
            implements PlugProvider<ContainerRuntime, RuntimeSink> {
        @Override
        public PlugInfo info() {
            return new PlugInfo("runtime", name, "1", List.of());
        }

        @Override
        public ContainerRuntime open(PlugContext<RuntimeSink> context) {
            return opener.apply(context);
        }
    }

    TaskId task(String name, ContainerSpec container) {
        return task(name, container, TaskState.RUNNING);
    }

    TaskId task(String name, ContainerSpec container, TaskState desired) {
        var id = new TaskId(name);
        var spec = new TaskSpec(container, null, null, null, List.of(), null, 0, "container");
        var plan = Workloads.plan(NODE, spec, List.of()).withDesired(desired);
        slice.assign(new Assignment(id, plan, Payload.EMPTY));
        kernel.runFor(SOON);
        return id;
    }

    /** A task that is wanted now, with places on networks. */
    TaskId task(String name, List<TaskAttachment> places) {
        var id = new TaskId(name);
        var container = machine.sleeps();
        var spec = new TaskSpec(container, null, null, null, List.of(), null, 0, "container");
        var plan = Workloads.plan(NODE, spec, List.of()).attached(places);
        slice.assign(new Assignment(id, plan.withDesired(TaskState.RUNNING), Payload.EMPTY));
        kernel.runFor(SOON);
        return id;
    }

    void want(TaskId task, TaskState desired) {
        slice.want(task, desired);
        kernel.runFor(SOON);
    }

    void remove(TaskId task) {
        slice.remove(task);
        kernel.runFor(SOON);
    }

    void pass(Duration span) {
        kernel.runFor(span);
    }

    TaskState state(TaskId task) {
        return slice.status(task).state();
    }

    long count(String verb) {
        return verbs.stream().filter(verb::equals).count();
    }

    void assertNothingFailed() {
        assertEquals(List.of(), seams.failures());
    }
}
