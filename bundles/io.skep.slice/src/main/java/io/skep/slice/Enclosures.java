package io.skep.slice;

import io.skep.model.Config;
import io.skep.model.ConfigId;
import io.skep.model.Secret;
import io.skep.model.SecretId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What this node's tasks refer to, as it was when the first of them was assigned. In memory only.
 * Source: swarm-behaviour SE-6, SE-7.
 *
 * @param secrets by id
 * @param configs by id
 */
public record Enclosures(SortedMap<SecretId, Secret> secrets, SortedMap<ConfigId, Config> configs) {

    /** None. */
    public static final Enclosures NONE = new Enclosures(new TreeMap<>(), new TreeMap<>());

    /** Copies the maps. */
    public Enclosures {
        secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
        configs = Collections.unmodifiableSortedMap(new TreeMap<>(configs));
    }
}
