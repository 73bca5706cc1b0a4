package io.skep.lifecycle;

import java.util.List;

/**
 * What a plug says of itself.
 *
 * @param contract the contract it fulfils: {@code consensus}, {@code scheduler}, {@code runtime}
 *     ...
 * @param name what users choose it by, unique within the contract
 * @param version of its bundle
 * @param abilities optional abilities it has, by name
 */
public record PlugInfo(String contract, String name, String version, List<String> abilities) {

    /** Copies the abilities. */
    public PlugInfo {
        abilities = List.copyOf(abilities);
    }
}
