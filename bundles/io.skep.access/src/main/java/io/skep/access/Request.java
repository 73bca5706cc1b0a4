package io.skep.access;

import java.util.List;
import java.util.Set;

/**
 * A request's head, as far as it says what is wanted.
 *
 * @param method the verb, as it came
 * @param path decoded, without the version
 * @param parameters names of the parameters in the URI
 * @param types whatever it says of the body's media type
 * @param upgrades to which protocols it wants to go
 */
public record Request(
        String method,
        String path,
        Set<String> parameters,
        List<String> types,
        List<String> upgrades) {

    /** Copies. */
    public Request {
        parameters = Set.copyOf(parameters);
        types = List.copyOf(types);
        upgrades = List.copyOf(upgrades);
    }

    /** Of a JSON body, or none. */
    public static Request of(String method, String path) {
        return new Request(method, path, Set.of(), List.of(), List.of());
    }
}
