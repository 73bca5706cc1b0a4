package io.skep.model.spec;

/**
 * One named resource.
 *
 * @param kind the kind
 * @param value its name
 */
public record NamedResource(String kind, String value) {

    /** Copies, orders and fills what is absent. */
    public NamedResource {
        kind = Given.text(kind);
        value = Given.text(value);
    }
}
