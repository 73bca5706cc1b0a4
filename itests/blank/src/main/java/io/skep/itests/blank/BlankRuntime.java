package io.skep.itests.blank;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.skep.lifecycle.Handover;
import io.skep.model.ContainerStatus;
import io.skep.model.NodeDescription;
import io.skep.model.TaskId;
import io.skep.model.spec.Platform;
import io.skep.model.spec.Resources;
import io.skep.runtime.spi.Adoption;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Health;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.Observed.Phase;
import io.skep.runtime.spi.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;

/** Says that it did what it was asked; thousands of tasks cost a node nothing but their own. */
final class BlankRuntime implements ContainerRuntime {

    static final String NAME = "blank";

    private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");

    // by task; shared with whoever comes after
    private final SortedMap<String, Phase> made;

    BlankRuntime(SortedMap<String, Phase> made) {
        this.made = made;
    }

    @Override
    public CompletionStage<Void> activate(long epoch, Optional<Handover> handover) {
        return completedFuture(null);
    }

    @Override
    public CompletionStage<Void> quiesce(Duration grace) {
        return completedFuture(null);
    }

    @Override
    public Optional<Handover> handover() {
        return Optional.empty();
    }

    @Override
    public CompletionStage<Void> resume(long epoch) {
        return completedFuture(null);
    }

    @Override
    public CompletionStage<Void> close() {
        return completedFuture(null);
    }

    @Override
    public CompletionStage<NodeDescription> describe() {
        var platform = new Platform("x86_64", "linux");
        var plenty = new Resources(64_000_000_000L, 1L << 40, List.of());
        return completedFuture(
                new NodeDescription(
                        hostname(), platform, plenty, "", Map.of(), List.of(), List.of(NAME), ""));
    }

    private static String hostname() {
        try {
            return Files.readString(HOSTNAME).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public String refusal(Workload workload) {
        return "";
    }

    @Override
    public CompletionStage<Handle> prepare(Workload workload) {
        var task = workload.task().value();
        made.put(task, Phase.CREATED);
        return completedFuture(new Handle(workload.task(), NAME, 1, task));
    }

    @Override
    public CompletionStage<Observed> start(Handle handle) {
        return now(handle, Phase.RUNNING);
    }

    @Override
    public CompletionStage<Observed> stop(Handle handle, Duration grace) {
        return now(handle, Phase.EXITED);
    }

    @Override
    public CompletionStage<Void> remove(Handle handle) {
        made.remove(handle.token());
        return completedFuture(null);
    }

    @Override
    public CompletionStage<List<Handle>> list() {
        return completedFuture(
                made.keySet().stream()
                        .map(task -> new Handle(new TaskId(task), NAME, 1, task))
                        .toList());
    }

    @Override
    public CompletionStage<Adoption> adopt(Handle handle) {
        var phase = made.get(handle.token());
        return completedFuture(
                phase == null
                        ? new Adoption.Gone()
                        : new Adoption.Adopted(observed(handle, phase)));
    }

    private CompletionStage<Observed> now(Handle handle, Phase phase) {
        made.put(handle.token(), phase);
        return completedFuture(observed(handle, phase));
    }

    private static Observed observed(Handle handle, Phase phase) {
        var container = new ContainerStatus(handle.token(), 0, 0);
        return new Observed(phase, container, Health.NONE, List.of(), "");
    }
}
