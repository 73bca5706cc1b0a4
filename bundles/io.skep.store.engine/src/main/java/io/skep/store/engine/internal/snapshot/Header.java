package io.skep.store.engine.internal.snapshot;

import io.skep.model.spec.Given;
import java.util.List;

/**
 * What a snapshot says before its rows.
 *
 * @param applied index of the last entry, in the numbers of the consensus plug
 * @param index of the last commit
 * @param last id of the last transaction
 * @param digest of all commits
 * @param window ids of the newest transactions, oldest first
 * @param rows how many follow
 */
public record Header(
        long applied, long index, String last, String digest, List<String> window, long rows) {

    /** Copies the ids and fills what is absent. */
    public Header {
        last = Given.text(last);
        window = Given.list(window);
    }
}
