package io.skep.runtime.spi;

import io.skep.model.LogRequest;
import io.skep.model.LogSink;
import io.skep.seam.Cancellable;
import org.osgi.annotation.versioning.ConsumerType;

/** Optional ability of a {@link ContainerRuntime}: the output of its containers. */
@ConsumerType
public interface RuntimeLogs {

    /**
     * Streams a container's output into the sink, ended ones too; the sink hears of the end once.
     */
    Cancellable logs(Handle handle, LogRequest request, LogSink sink);
}
