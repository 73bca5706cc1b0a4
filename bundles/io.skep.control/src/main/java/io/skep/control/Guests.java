package io.skep.control;

import io.skep.model.Guest;
import io.skep.model.NetworkId;
import io.skep.model.TaskId;
import io.skep.model.net.Span;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Containers of this node that are no tasks and take part in networks of the cluster; also on nodes
 * that are no managers. Safe for use by any thread; every failure is a {@link Refusal}.
 */
@ProviderType
public interface Guests {

    /**
     * A network of the cluster. One that can be taken part in has addresses: when it was made just
     * now they are waited for, five seconds at most.
     *
     * @param network as the user typed it: id, name or id prefix
     * @return absent when the cluster has none of that name, or the node is in no cluster; no nodes
     *     are named in it
     */
    CompletionStage<Optional<Span>> find(String network);

    /**
     * Lets a container take part, or changes what it is called. A container that takes part already
     * keeps its addresses.
     *
     * @return completes with its addresses, CIDR, IPv4 first, when the network is on this node and
     *     all nodes that have it know them
     */
    CompletionStage<List<String>> admit(NetworkId network, Guest guest);

    /** Takes back what a container was given on a network; nothing when it was given nothing. */
    CompletionStage<Void> dismiss(NetworkId network, TaskId guest);

    /** The networks of the cluster that are on this node now. */
    List<Span> networks();

    /** Who takes part, as far as this node has heard: its own containers only. */
    SortedMap<NetworkId, SortedSet<TaskId>> here();
}
