package io.skep.runtime.spi;

/** What became of a handle that was to be adopted. */
public sealed interface Adoption {

    /** It is there and watched; it may have ended. */
    record Adopted(Observed observed) implements Adoption {}

    /** There is no such container. */
    record Gone() implements Adoption {}

    /** The handle is of another runtime or version. */
    record Incompatible(String reason) implements Adoption {}
}
