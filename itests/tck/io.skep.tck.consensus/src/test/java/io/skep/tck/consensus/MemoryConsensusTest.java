package io.skep.tck.consensus;

import io.skep.consensus.Consensus;
import io.skep.consensus.ConsensusSink;
import io.skep.lifecycle.PlugProvider;
import io.skep.tck.consensus.memory.MemoryConsensusProvider;
import io.skep.tck.consensus.memory.MemoryGroup;

/** The consensus in memory keeps every rule. */
class MemoryConsensusTest extends ConsensusContract {

    private final MemoryGroup group = new MemoryGroup();

    @Override
    protected PlugProvider<Consensus, ConsensusSink> provider() {
        return new MemoryConsensusProvider(group);
    }

    /** One group is one disk. */
    @Override
    protected boolean keepsHomesApart() {
        return false;
    }
}
