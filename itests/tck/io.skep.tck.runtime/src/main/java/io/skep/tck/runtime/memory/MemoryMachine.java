package io.skep.tck.runtime.memory;

import io.skep.model.ContainerStatus;
import io.skep.model.TaskId;
import io.skep.model.spec.ContainerSpec;
import io.skep.runtime.spi.Health;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.Observed.Phase;
import io.skep.runtime.spi.Workload;
import io.skep.tck.runtime.Programs;
import io.skep.tck.runtime.Workloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A machine that {@link MemoryRuntime}s run containers on; it outlives them. Confined to one loop.
 */
public final class MemoryMachine implements Programs {

    private static final int KILLED = 137;
    private static final int TERMINATED = 143;

    private final SortedMap<String, Entry> containers = new TreeMap<>();
    private final List<MemoryRuntime> watchers = new ArrayList<>();
    private final List<TaskId> started = new ArrayList<>();
    private long pids;

    /** A machine without containers. */
    public MemoryMachine() {}

    @Override
    public ContainerSpec sleeps() {
        return program("sleep");
    }

    @Override
    public ContainerSpec exitsWith(int code) {
        return program("exit", Integer.toString(code));
    }

    @Override
    public ContainerSpec prints(List<String> lines) {
        return program(Stream.concat(Stream.of("print"), lines.stream()).toArray(String[]::new));
    }

    @Override
    public ContainerSpec shows(String target) {
        return program("show", target);
    }

    @Override
    public ContainerSpec ignoresStopSignal() {
        return program("ignore");
    }

    @Override
    public ContainerSpec missing() {
        return program("missing");
    }

    private static ContainerSpec program(String... words) {
        return Workloads.container("memory", List.of(words));
    }

    /** Whose containers were ever started, in order; one that is twice in it was started twice. */
    public List<TaskId> started() {
        return List.copyOf(started);
    }

    /** Whose containers run now. */
    public List<TaskId> running() {
        return containers.values().stream()
                .filter(entry -> entry.observed().phase() == Phase.RUNNING)
                .map(Entry::task)
                .toList();
    }

    /** A task's program ends by itself; without effect when it does not run. */
    public void ends(TaskId task, int code) {
        find("c-" + task)
                .filter(entry -> entry.observed().phase() == Phase.RUNNING)
                .ifPresent(entry -> exit(entry, code));
    }

    /** A container. */
    record Entry(TaskId task, String cluster, List<String> program, Observed observed) {

        Entry seen(Phase phase, long pid, int code) {
            var status = new ContainerStatus(observed.container().containerId(), pid, code);
            var now = new Observed(phase, status, Health.NONE, List.of(), "");
            return new Entry(task, cluster, program, now);
        }
    }

    void watch(MemoryRuntime watcher) {
        watchers.add(watcher);
    }

    void unwatch(MemoryRuntime watcher) {
        watchers.remove(watcher);
    }

    Optional<Entry> find(String id) {
        return Optional.ofNullable(containers.get(id));
    }

    List<Entry> ofCluster(String cluster) {
        return containers.values().stream().filter(e -> e.cluster().equals(cluster)).toList();
    }

    String create(Workload workload) {
        var id = "c-" + workload.task();
        var status = new ContainerStatus(id, 0, 0);
        var created = new Observed(Phase.CREATED, status, Health.NONE, List.of(), "");
        var program = program(workload);
        var cluster = workload.cluster().value();
        containers.putIfAbsent(id, new Entry(workload.task(), cluster, program, created));
        return id;
    }

    /** What a program that shows a file would print. */
    private static List<String> program(Workload workload) {
        var words = workload.container().command();
        return words.get(0).equals("show") ? List.of("print", shown(workload)) : words;
    }

    private static String shown(Workload workload) {
        var target = workload.container().command().get(1);
        if (!workload.files().targets().contains(target)) {
            return "no such file: " + target;
        }
        try {
            return Files.readString(Path.of(workload.files().source(target)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Observed start(Entry entry) {
        if (entry.observed().phase() != Phase.CREATED) {
            return entry.observed();
        }
        started.add(entry.task());
        var running = entry.seen(Phase.RUNNING, ++pids, 0);
        containers.put(running.observed().container().containerId(), running);
        return running.observed();
    }

    /** Lets a program that ends by itself do so. */
    void run(Entry entry) {
        switch (entry.program().get(0)) {
            case "exit" -> exit(entry, Integer.parseInt(entry.program().get(1)));
            case "print" -> exit(entry, 0);
            default -> {}
        }
    }

    Observed stop(Entry entry) {
        return entry.observed().phase() != Phase.RUNNING
                ? entry.observed()
                : exit(entry, entry.program().get(0).equals("ignore") ? KILLED : TERMINATED);
    }

    void remove(String id) {
        containers.remove(id);
    }

    private Observed exit(Entry entry, int code) {
        var ended = entry.seen(Phase.EXITED, 0, code);
        containers.put(ended.observed().container().containerId(), ended);
        List.copyOf(watchers).forEach(watcher -> watcher.ended(ended));
        return ended.observed();
    }
}
