package io.skep.runtime.engine.internal.template;

import java.util.List;
import java.util.Optional;

/** Functions that only some templates may call. */
public interface Library {

    /** None: for what everybody can read. */
    Library NONE = (name, arguments) -> Optional.empty();

    /** The value of a function; absent when there is no such function of so many arguments. */
    Optional<Object> call(String name, List<Object> arguments);
}
