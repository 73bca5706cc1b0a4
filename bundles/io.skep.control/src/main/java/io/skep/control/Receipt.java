package io.skep.control;

import io.skep.model.spec.Given;
import java.util.List;

/**
 * What came of a command.
 *
 * @param id of the object it made or changed; the node's for init
 * @param warnings for the user
 */
public record Receipt(String id, List<String> warnings) {

    /** Copies the warnings; absent ones are none. */
    public Receipt {
        warnings = Given.list(warnings);
    }

    /** Done, nothing to warn of. */
    public static Receipt of(String id) {
        return new Receipt(id, List.of());
    }
}
