package io.skep.telemetry.internal;

import io.skep.control.EventSink;
import io.skep.control.LogQuery;
import io.skep.control.TaskLogSink;
import io.skep.control.Telemetry;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.model.LogRequest;
import io.skep.seam.Cancellable;
import io.skep.store.Quorum;
import io.skep.store.Store;
import io.skep.telemetry.internal.log.LogReader;
import io.skep.telemetry.internal.log.LogRelay;
import io.skep.telemetry.internal.log.LogSource;
import io.skep.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Duty {@code telemetry}: records events, and passes logs on to other managers, while the node
 * manages.
 */
@Component(
        name = "io.skep.telemetry",
        service = {Telemetry.class, Duty.class})
public final class TelemetryRoom implements Telemetry, Duty {

    private final LogSource source;
    private final PostDuty post;
    // what the duty watches; set and taken by the node room, which may use several threads
    private final AtomicReference<List<Cancellable>> watches = new AtomicReference<>(List.of());

    /** Wired, not working. */
    @Activate
    public TelemetryRoom(
            @Reference(name = "store") Store store,
            @Reference(name = "quorum") Quorum quorum,
            @Reference(name = "transport") Transport transport,
            @Reference(name = "post") PostDuty post) {
        this.source = new LogSource(store, quorum, transport);
        this.post = post;
    }

    @Override
    public Cancellable follow(Instant since, EventSink sink) {
        return post.post().events().follow(since, sink);
    }

    @Override
    public Cancellable logs(LogQuery query, LogRequest request, TaskLogSink sink) {
        return new LogReader(source).read(query, request, sink, post.post().seams());
    }

    @Override
    public String name() {
        return "telemetry";
    }

    @Override
    public Scope scope() {
        return Scope.MANAGER;
    }

    @Override
    public List<String> follows() {
        return List.of("store", "transport");
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        var place = post.post();
        watches.set(
                List.of(
                        source.store().watch(place.loop(), place.events().scribe()),
                        new LogRelay(source.transport(), place.loop()).open()));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        watches.getAndSet(List.of()).forEach(Cancellable::cancel);
        return CompletableFuture.completedFuture(null);
    }
}
