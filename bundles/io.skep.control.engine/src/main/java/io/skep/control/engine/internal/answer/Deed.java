package io.skep.control.engine.internal.answer;

import io.skep.control.Receipt;
import io.skep.store.Draft;

/**
 * What a command does to the cluster's state. May run again; throws a refusal when it may not be.
 *
 * @param <C> the command
 */
@FunctionalInterface
public interface Deed<C> {

    /** Carries the command out on a draft. */
    Receipt carry(C command, Fresh fresh, Draft draft);
}
