package io.skep.model.spec;

/**
 * A process limit.
 *
 * @param name the limit
 * @param hard hard value
 * @param soft soft value
 */
public record Ulimit(String name, long hard, long soft) {

    /** Copies, orders and fills what is absent. */
    public Ulimit {
        name = Given.text(name);
    }
}
