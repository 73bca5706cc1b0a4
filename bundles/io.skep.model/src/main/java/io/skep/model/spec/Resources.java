package io.skep.model.spec;

import java.util.List;

/**
 * Amounts of CPU, memory and generic resources.
 *
 * @param nanoCpus billionths of a CPU
 * @param memoryBytes bytes
 * @param genericResources countable or named resources
 */
public record Resources(long nanoCpus, long memoryBytes, List<GenericResource> genericResources) {

    /** Copies, orders and fills what is absent. */
    public Resources {
        genericResources = Given.list(genericResources);
    }

    /** Nothing. */
    public static final Resources NONE = new Resources(0, 0, List.of());
}
