package io.skep.agent.internal.log;

import io.skep.lifecycle.DutyContext;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.slice.TaskLogs;
import io.skep.transport.Transport;
import io.skep.transport.agent.LogsWanted;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets managers read the output of this node's tasks. */
public final class LogServer {

    private final Loop loop;
    private final Cancellable serving;

    /** Serves from now on. */
    public LogServer(DutyContext context, Transport transport, TaskLogs logs) {
        this.loop = context.seams().loop("agent.logs");
        this.serving =
                transport.serve(
                        LogsWanted.CHANNEL, loop, channel -> new LogStream(logs, channel, loop));
    }

    /** Ends all streams. */
    public CompletionStage<Void> stop() {
        var stopped = new CompletableFuture<Void>();
        serving.cancel();
        loop.execute(
                () -> {
                    stopped.complete(null);
                    loop.close();
                });
        return stopped;
    }
}
