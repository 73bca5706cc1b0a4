package io.skep.store.engine.internal.plug;

import io.skep.consensus.Consensus;
import io.skep.consensus.ConsensusSink;
import io.skep.lifecycle.DutyContext;
import io.skep.lifecycle.Fence;
import io.skep.lifecycle.Live;
import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.SocketHost;
import io.skep.seam.Loop;
import io.skep.transport.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** What the socket of the consensus plug asks and tells. Used on the store's loop. */
public final class ConsensusHost implements SocketHost<Consensus, ConsensusSink> {

    /** Who works with the plug. */
    public interface Listener {
        /** The plug works, for the first time or again. */
        void live(Consensus plug);

        /** No plug works any more. */
        void lost(String why);

        /** A plug could not be used. */
        void failed(String why);
    }

    private final DutyContext context;
    private final Loop loop;
    private final Path directory;
    private final ConsensusSink sink;
    private final Listener listener;
    private Duration grace = Duration.ofSeconds(10);
    private boolean alone;

    /**
     * A host without a plug.
     *
     * @param directory of the generation
     */
    public ConsensusHost(
            DutyContext context, Loop loop, Path directory, ConsensusSink sink, Listener listener) {
        this.context = context;
        this.loop = loop;
        this.directory = directory;
        this.sink = sink;
        this.listener = listener;
        this.alone = Boolean.parseBoolean(context.setting(Consensus.ALONE, ""));
    }

    /** The member has led: a plug that comes after this one goes on with all members. */
    public void led() {
        alone = false;
    }

    @Override
    public PlugContext<ConsensusSink> context(PlugInfo plug) {
        var settings = new TreeMap<>(context.settings());
        var here = Endpoint.of(context.setting("advertise", ""), context.setting("listen", ""));
        settings.put(Consensus.MEMBER_ID, context.node().value());
        settings.put(Consensus.MEMBER_ADDRESS, here.address());
        settings.put(Consensus.PEERS, "true");
        settings.put(Consensus.ALONE, String.valueOf(alone));
        return new PlugContext<>(loop, context.seams(), sink, directory, settings);
    }

    @Override
    public ConsensusSink fence(ConsensusSink own, BooleanSupplier alive) {
        return Fence.of(ConsensusSink.class, own, alive);
    }

    @Override
    public void live(Live<Consensus> live) {
        listener.live(live.plug());
    }

    @Override
    public void lost(String why) {
        listener.lost(why);
    }

    @Override
    public void failed(PlugInfo plug, String why) {
        listener.failed(plug.name() + ": " + why);
    }

    /** Replaying a long log takes its time. */
    @Override
    public Duration patience() {
        return Duration.ofMinutes(2);
    }

    /** From now on a plug has so long to become quiet. */
    public void within(Duration limit) {
        grace = limit;
    }

    @Override
    public Duration grace() {
        return grace;
    }
}
