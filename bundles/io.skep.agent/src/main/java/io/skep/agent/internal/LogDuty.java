package io.skep.agent.internal;

import io.skep.agent.internal.log.LogServer;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.slice.TaskLogs;
import io.skep.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Lets managers read the output of this node's tasks. A component of its own: whoever has the
 * output needs the slice, which {@link AgentDuty} gives.
 */
@Component(name = "io.skep.agent.logs", immediate = true)
public final class LogDuty implements Duty {

    private final Transport transport;
    private final TaskLogs logs;
    // the server while the duty works; set by the node room, which may use several threads
    private final AtomicReference<Optional<LogServer>> server =
            new AtomicReference<>(Optional.empty());

    /** Wired, not working. */
    @Activate
    public LogDuty(
            @Reference(name = "transport") Transport transport,
            @Reference(name = "logs") TaskLogs logs) {
        this.transport = transport;
        this.logs = logs;
    }

    @Override
    public String name() {
        return "agent.logs";
    }

    @Override
    public Scope scope() {
        return Scope.WORKER;
    }

    @Override
    public List<String> follows() {
        return List.of("transport");
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        server.set(Optional.of(new LogServer(context, transport, logs)));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        return server.getAndSet(Optional.empty())
                .map(LogServer::stop)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }
}
