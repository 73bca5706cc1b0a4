package io.skep.store.engine.internal.machine;

import io.skep.store.Commit;
import java.util.Optional;

/**
 * What a transaction did.
 *
 * @param id of the transaction
 * @param commit what it changed; absent for a fence and for a void transaction
 */
public record Step(String id, Optional<Commit> commit) {}
