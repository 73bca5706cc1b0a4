package io.skep.dockerapi.internal.page;

import io.skep.control.Command;
import io.skep.control.Control;
import io.skep.control.EventSink;
import io.skep.control.LocalNode;
import io.skep.control.LogQuery;
import io.skep.control.Receipt;
import io.skep.control.TaskLogSink;
import io.skep.model.LogRequest;
import io.skep.model.View;
import io.skep.seam.Cancellable;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * The cluster, whose views arrive on threads of the door: what is made of a view may be long, and
 * whoever answers a read has better things to do.
 *
 * @param control the cluster
 * @param executor the door's threads
 */
public record OffLoop(Control control, Executor executor) implements Control {

    @Override
    public CompletionStage<Receipt> submit(Command command) {
        return control.submit(command);
    }

    @Override
    public CompletionStage<View> read() {
        return control.read().thenApplyAsync(Function.identity(), executor);
    }

    @Override
    public LocalNode local() {
        return control.local();
    }

    @Override
    public Cancellable follow(Instant since, EventSink sink) {
        return control.follow(since, sink);
    }

    @Override
    public Cancellable logs(LogQuery query, LogRequest request, TaskLogSink sink) {
        return control.logs(query, request, sink);
    }
}
