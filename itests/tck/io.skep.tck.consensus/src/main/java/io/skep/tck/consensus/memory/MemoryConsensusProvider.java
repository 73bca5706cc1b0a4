package io.skep.tck.consensus.memory;

import io.skep.consensus.Consensus;
import io.skep.consensus.ConsensusSink;
import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugException;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugProvider;
import java.util.List;

/**
 * Opens members of one group.
 *
 * @param group the group, which outlives its members' plugs
 */
public record MemoryConsensusProvider(MemoryGroup group)
        implements PlugProvider<Consensus, ConsensusSink> {

    /** Its name. */
    public static final String NAME = "memory";

    private static final PlugInfo INFO =
            new PlugInfo("consensus", NAME, "0.1.0", List.of("deterministic"));

    @Override
    public PlugInfo info() {
        return INFO;
    }

    @Override
    public Consensus open(PlugContext<ConsensusSink> context) {
        if (context.settings().getOrDefault(Consensus.MEMBER_ID, "").isEmpty()) {
            throw new PlugException("consensus memory: setting member.id is missing");
        }
        return new MemoryConsensus(group, context);
    }
}
