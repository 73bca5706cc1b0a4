package io.skep.transport;

import org.osgi.annotation.versioning.ConsumerType;

/** Takes channels that peers open. */
@ConsumerType
@FunctionalInterface
public interface Acceptor {

    /** Takes a channel; may close it at once. */
    ChannelSink accept(Channel channel);
}
