package io.skep.control;

import io.skep.model.LogRequest;
import io.skep.model.View;
import io.skep.seam.Cancellable;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The cluster as doors see it. Safe for use by any thread; results complete on any thread. Every
 * failure is a {@link Refusal} whose text and code are Docker's.
 */
@ProviderType
public interface Control {

    /**
     * Carries out a command.
     *
     * @return completes when it is committed and shows in {@link #read()}
     */
    CompletionStage<Receipt> submit(Command command);

    /**
     * The state, not older than this call. Fails when the node is no manager or there is no leader.
     */
    CompletionStage<View> read();

    /** This node and its cluster, also when it is in none. */
    LocalNode local();

    /**
     * Events from {@code since} on, as far as they are kept (the last 4,096), and those that
     * follow.
     *
     * @return ends it
     */
    Cancellable follow(Instant since, EventSink sink);

    /** Output of tasks. The view in which they are found is read at the call. */
    Cancellable logs(LogQuery query, LogRequest request, TaskLogSink sink);
}
