package io.skep.network.spi;

import io.skep.lifecycle.Plug;
import io.skep.model.NodeId;
import io.skep.model.net.Wiring;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes the networks of a node, and the ways from there to all endpoints on other nodes.
 *
 * <p>The verb is called on the host's loop and completes on any thread; it is called again only
 * after it completed. A driver that cannot work on this machine fails to open or to activate, with
 * a sentence that says what is missing.
 *
 * <p>NET-1: each wish is whole; when it completes, there are the networks of the wish and no others
 * of ours, whoever made them. NET-2: a wish that is so already changes nothing; what somebody
 * removed meanwhile is made again soon after, or the host is told to ask once more. NET-3: every
 * network of the wish is a link or is refused; one that is refused does not keep others from being
 * made. NET-4: when it completes, every endpoint of the wish can be reached, whether its container
 * runs yet or not. NET-5: closing removes nothing; another instance takes over what is there.
 * NET-6: nothing is ever sent in clear on a network that is to be encrypted; a driver that cannot
 * do that refuses it.
 */
@ConsumerType
public interface NetworkDriver extends Plug {

    /** The contract's name. */
    String CONTRACT = "network";

    /**
     * The public key with which frames to this node are encrypted; other nodes are told it. Empty
     * when it cannot encrypt. Called after it was activated and after each wish.
     */
    default String cipher() {
        return "";
    }

    /**
     * Makes it so.
     *
     * @param node this node
     * @param wish all that it knows; {@link Wiring#EMPTY} removes everything
     * @return completes when it is so; fails when it is not, and a repeat may help
     */
    CompletionStage<Made> make(NodeId node, Wiring wish);
}
