package io.skep.runtime.engine.internal;

import io.skep.lifecycle.Handover;
import io.skep.model.LogRequest;
import io.skep.model.LogSink;
import io.skep.model.NodeDescription;
import io.skep.runtime.spi.Adoption;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.RuntimeLogs;
import io.skep.runtime.spi.Workload;
import io.skep.seam.Cancellable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Passes everything on, and writes down what changes something. Tests override what they need. */
class Recorded implements ContainerRuntime, RuntimeLogs {

    private final ContainerRuntime runtime;
    private final List<String> verbs;

    Recorded(ContainerRuntime runtime, List<String> verbs) {
        this.runtime = runtime;
        this.verbs = verbs;
    }

    /** The process it is in dies. */
    final void die() {
        runtime.close();
    }

    @Override
    public CompletionStage<Void> activate(long epoch, Optional<Handover> handover) {
        return runtime.activate(epoch, handover);
    }

    @Override
    public CompletionStage<Void> quiesce(Duration grace) {
        return runtime.quiesce(grace);
    }

    @Override
    public Optional<Handover> handover() {
        return runtime.handover();
    }

    @Override
    public CompletionStage<Void> resume(long epoch) {
        return runtime.resume(epoch);
    }

    @Override
    public CompletionStage<Void> close() {
        return runtime.close();
    }

    @Override
    public CompletionStage<NodeDescription> describe() {
        return runtime.describe();
    }

    @Override
    public String refusal(Workload workload) {
        return runtime.refusal(workload);
    }

    @Override
    public CompletionStage<Handle> prepare(Workload workload) {
        verbs.add("prepare " + workload.task());
        workload.files().targets().forEach(target -> verbs.add("show " + target));
        return runtime.prepare(workload);
    }

    @Override
    public CompletionStage<Observed> start(Handle handle) {
        verbs.add("start " + handle.task());
        return runtime.start(handle);
    }

    @Override
    public CompletionStage<Observed> stop(Handle handle, Duration grace) {
        verbs.add("stop " + handle.task() + " " + grace.toSeconds());
        return runtime.stop(handle, grace);
    }

    @Override
    public CompletionStage<Void> remove(Handle handle) {
        verbs.add("remove " + handle.task());
        return runtime.remove(handle);
    }

    @Override
    public CompletionStage<List<Handle>> list() {
        return runtime.list();
    }

    @Override
    public CompletionStage<Adoption> adopt(Handle handle) {
        verbs.add("adopt " + handle.task());
        return runtime.adopt(handle);
    }

    @Override
    public Cancellable logs(Handle handle, LogRequest request, LogSink sink) {
        return ((RuntimeLogs) runtime).logs(handle, request, sink);
    }
}
