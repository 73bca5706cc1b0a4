package io.skep.store;

import io.skep.model.Kind;
import io.skep.model.View;
import java.util.EnumSet;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** Sees commits go by. Called on the watcher's own loop. */
@ConsumerType
public interface Watcher {

    /**
     * What it wants to hear of: nobody is woken for a commit that touches nothing of it. Always the
     * same; all kinds if it does not say.
     */
    default Set<Kind> kinds() {
        return EnumSet.allOf(Kind.class);
    }

    /** A commit. What was left out since the last one lies between that and its {@code before}. */
    void commit(Commit commit);

    /** Commits were missed, or the state was replaced by a snapshot: start again from this view. */
    void lagged(View now);
}
