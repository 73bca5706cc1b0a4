package io.skep.planner;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Ability of a {@link Stage} that also looks at something outside the store, for example at plugs:
 * it can ask for a turn when that changed.
 */
@ConsumerType
public interface Nudging {

    /**
     * Lends the stage a way to ask for a turn in which {@link Turn#reschedule()} holds. The host
     * calls this when it binds the stage.
     *
     * @param nudge safe for use by any thread, returns at once; without effect while this node does
     *     not lead
     */
    void nudgeWith(Runnable nudge);
}
