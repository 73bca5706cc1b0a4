package io.skep.control;

import io.skep.model.LogRequest;
import io.skep.seam.Cancellable;
import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What happened in the cluster, and what its tasks said. For the control engine, which lets through
 * who may ask; doors use {@link Control}. Safe for use by any thread. Fails with {@link Refusal}.
 */
@ProviderType
public interface Telemetry {

    /**
     * Events from {@code since} on, as far as they are kept (the last 4,096), and those that
     * follow. May be called before the node manages: what happens once it does is told.
     *
     * @return ends it
     */
    Cancellable follow(Instant since, EventSink sink);

    /** Output of tasks. The view in which they are found is read at the call. */
    Cancellable logs(LogQuery query, LogRequest request, TaskLogSink sink);
}
