package io.skep.allocator.internal.network;

import java.util.function.Function;

/** What came of a wish: something, or the reason why not. */
sealed interface Outcome<T> {

    /** It is there. */
    record Granted<T>(T value) implements Outcome<T> {}

    /** It is not, and why. */
    record Refused<T>(String why) implements Outcome<T> {}

    /** Goes on with one or the other. */
    default <R> R fold(Function<T, R> granted, Function<String, R> refused) {
        return this instanceof Granted<T> there
                ? granted.apply(there.value())
                : refused.apply(((Refused<T>) this).why());
    }
}
