package io.skep.network.spi;

import io.skep.model.NetworkId;
import io.skep.model.net.Link;
import java.util.Collections;
import java.util.SortedMap;

/**
 * What a driver made of a wish. Each network of the wish is either in {@code links} or in {@code
 * refused}.
 *
 * @param links the networks that are ready
 * @param refused those that this node cannot have, with the reason as users are to read it
 */
public record Made(SortedMap<NetworkId, Link> links, SortedMap<NetworkId, String> refused) {

    /** Makes the maps immutable. */
    public Made {
        links = Collections.unmodifiableSortedMap(links);
        refused = Collections.unmodifiableSortedMap(refused);
    }
}
