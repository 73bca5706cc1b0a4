package io.skep.store.engine.internal.machine;

import io.skep.store.Commit;
import java.util.Optional;

/**
 * What an entry did.
 *
 * @param id of its transaction; empty for an entry that was applied before
 * @param commit what it changed; absent for a fence and for a void transaction
 */
public record Step(String id, Optional<Commit> commit) {

    static final Step REPEATED = new Step("", Optional.empty());
}
