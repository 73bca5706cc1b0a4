package io.skep.control;

import io.skep.model.Task;
import io.skep.model.View;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Tells why a task is where it is, why it waits, and why it stopped. Nothing is remembered for
 * that: it is read off the state. Safe for use by any thread.
 */
@ProviderType
public interface Explainer {

    /** Stands in while there is none. */
    Explainer SILENT = (view, task, now) -> new Explained(List.of(), List.of(), List.of());

    /**
     * An explanation of a task of a view.
     *
     * @param now the moment
     */
    Explained explain(View view, Task task, Instant now);
}
