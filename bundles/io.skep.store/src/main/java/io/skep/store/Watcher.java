package io.skep.store;

import io.skep.model.View;
import org.osgi.annotation.versioning.ConsumerType;

/** Sees commits go by. Called on the watcher's own loop. */
@ConsumerType
public interface Watcher {

    /** A commit. */
    void commit(Commit commit);

    /** Commits were missed, or the state was replaced by a snapshot: start again from this view. */
    void lagged(View now);
}
