package io.skep.dispatcher.internal.report;

import io.skep.store.Draft;

/** Something to be written. */
public interface Entry {

    /** Writes it; may be called again with a newer draft. */
    void write(Draft draft);

    /** It is committed, or there was nothing to write. */
    default void written() {}

    /** About how many bytes it puts into the draft. */
    default int bytes() {
        return 0;
    }
}
