package io.skep.lifecycle;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/** An opened plug: dormant, then working under an epoch, then quiet, then closed. */
@ConsumerType
public interface Plug {

    /**
     * Rule L3: begins to work under an epoch.
     *
     * @param epoch greater than every epoch before
     * @param handover from the plug before, if there was one that gave any
     */
    CompletionStage<Void> activate(long epoch, Optional<Handover> handover);

    /** Rule L4: accepts nothing new; completes when what was in flight is finished or parked. */
    CompletionStage<Void> quiesce(Duration grace);

    /** Rule L5: what the successor needs; only when quiet, repeatable. */
    Optional<Handover> handover();

    /** Rule L6: the way back: works again, under a higher epoch. */
    CompletionStage<Void> resume(long epoch);

    /**
     * Rule L7: legal in any state, may be repeated, takes at most 5 s; nothing is left afterwards.
     */
    CompletionStage<Void> close();
}
