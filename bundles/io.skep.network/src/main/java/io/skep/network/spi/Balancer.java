package io.skep.network.spi;

import io.skep.lifecycle.Plug;
import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.net.Link;
import io.skep.model.net.Wiring;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Leads what is sent to a service's virtual addresses, and to its ports on this node, to its tasks.
 *
 * <p>The verb is called on the host's loop and completes on any thread; it is called again only
 * after it completed. A balancer that cannot work on this machine fails to open or to activate,
 * with a sentence that says what is missing.
 *
 * <p>BAL-1: each wish is whole; when it completes, the rules are those of the wish and no others.
 * BAL-2: new connections are led to endpoints that are {@code SERVING} only; open ones to endpoints
 * that are {@code LEAVING} go on. BAL-3: a wish that is so already changes nothing; what somebody
 * removed meanwhile is made again soon after. At no moment in between are there no rules. BAL-4:
 * closing removes nothing; another instance takes over what is there.
 */
@ConsumerType
public interface Balancer extends Plug {

    /** The contract's name. */
    String CONTRACT = "balancer";

    /**
     * Makes it so.
     *
     * @param node this node
     * @param wish all that it knows; {@link Wiring#EMPTY} removes everything
     * @param links the networks of the wish that are ready on this node; there are no rules for
     *     others
     * @return completes when it is so; fails when it is not, and a repeat may help
     */
    CompletionStage<Void> balance(NodeId node, Wiring wish, SortedMap<NetworkId, Link> links);
}
