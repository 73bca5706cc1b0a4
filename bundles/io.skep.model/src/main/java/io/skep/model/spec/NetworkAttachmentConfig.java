package io.skep.model.spec;

import java.util.List;
import java.util.Map;

/**
 * One network of a task.
 *
 * @param target network id or name
 * @param aliases further names of the service there
 * @param driverOpts options of the driver
 */
public record NetworkAttachmentConfig(
        String target, List<String> aliases, Map<String, String> driverOpts) {

    /** Copies, orders and fills what is absent. */
    public NetworkAttachmentConfig {
        target = Given.text(target);
        aliases = Given.list(aliases);
        driverOpts = Given.map(driverOpts);
    }
}
