package io.skep.runtime.spi;

import io.skep.lifecycle.Plug;
import io.skep.model.NodeDescription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Runs workloads. Verbs are called on the host's loop and complete on any thread.
 *
 * <p>RUN-1: every verb may be repeated; "already so" is success. RUN-3: everything created carries
 * task id and cluster id as labels. RUN-4: {@link #close} never stops a container. RUN-5: an exit
 * is reported at least once, with its code, also when it happened while nobody watched. RUN-6: a
 * workload's files are shown at their targets. Failures are {@link RuntimeFailure}s.
 */
@ConsumerType
public interface ContainerRuntime extends Plug {

    /** Setting of every runtime: id of the cluster whose containers {@link #list} finds. */
    String CLUSTER_SETTING = "cluster.id";

    /** The node's facts as this runtime sees them. */
    CompletionStage<NodeDescription> describe();

    /**
     * Whether this runtime understands such a workload; the reason when it does not, else empty.
     */
    String refusal(Workload workload);

    /** Makes everything but the start: image, volumes, container. */
    CompletionStage<Handle> prepare(Workload workload);

    /** Starts what was prepared; completes when its first process runs. */
    CompletionStage<Observed> start(Handle handle);

    /** Asks it to stop, kills it after the grace; completes when it has stopped. */
    CompletionStage<Observed> stop(Handle handle, Duration grace);

    /** Removes it with its anonymous volumes; kills it first if it runs. */
    CompletionStage<Void> remove(Handle handle);

    /**
     * Everything that carries this cluster's label, whoever made it; of every cluster when {@link
     * #CLUSTER_SETTING} is not set.
     */
    CompletionStage<List<Handle>> list();

    /** Takes over what a former instance made: looks, and watches from now on. */
    CompletionStage<Adoption> adopt(Handle handle);
}
