package io.skep.store.engine.internal.machine;

import io.skep.model.State;
import java.util.List;

/**
 * A machine at one moment.
 *
 * @param applied index of the last entry, in the numbers of the consensus plug
 * @param state what it made
 * @param last id of the last transaction
 * @param digest of all transactions
 * @param window ids of the newest ones, oldest first
 */
public record Picture(long applied, State state, String last, Digest digest, List<String> window) {

    /** Copies the ids. */
    public Picture {
        window = List.copyOf(window);
    }
}
