package io.skep.transport;

import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Channels to nodes, and questions to them. Who may open which is said by {@link Talk}. Safe for
 * use by any thread.
 */
@ProviderType
public interface Transport {

    /** This node. */
    NodeId self();

    /** A manager to talk to, another one after one failed; absent when none is known. */
    Optional<NodeId> manager();

    /** All managers this node knows. */
    List<ManagerAddress> managers();

    /** These are the managers from now on. Kept over restarts; an empty list changes nothing. */
    void learn(List<ManagerAddress> managers);

    /**
     * Accepts channels of a kind.
     *
     * @param kind what the channel is for, for example {@code agent.session}
     * @param loop where the acceptor and the sinks it returns are called
     * @return ends it and closes what was accepted
     */
    Cancellable serve(String kind, Loop loop, Acceptor acceptor);

    /**
     * Opens a channel. TRN-1: frames keep their order, arrive at most once, whole. When the peer
     * does not answer or does not serve the kind, the sink is closed.
     *
     * @param loop where the sink is called
     */
    Channel open(NodeId peer, String kind, Loop loop, ChannelSink sink);

    /**
     * Asks a node. Question and answer have at most 16 MiB.
     *
     * @return fails with a {@link TalkException}: at once when the connection ends, else after
     *     {@code patience}
     */
    CompletionStage<byte[]> ask(NodeId peer, String kind, byte[] question, Duration patience);

    /**
     * Asks whoever listens at an address, as a stranger; this node need not be in a cluster.
     *
     * @param address host:port
     * @param trust what to make of the certificate that is shown
     */
    CompletionStage<byte[]> ask(
            String address, Trust trust, String kind, byte[] question, Duration patience);

    /** Answers questions of a kind on a loop. */
    Cancellable answer(String kind, Loop loop, Answerer answerer);

    /**
     * From now on callers the guard does not admit are cut off: those that talk already within
     * seconds. There is one guard; the last one counts.
     *
     * @return ends it
     */
    Cancellable guard(Guard guard);
}
