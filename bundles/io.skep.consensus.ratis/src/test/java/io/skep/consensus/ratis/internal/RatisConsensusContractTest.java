package io.skep.consensus.ratis.internal;

import io.skep.consensus.Consensus;
import io.skep.consensus.ConsensusSink;
import io.skep.lifecycle.PlugProvider;
import io.skep.tck.consensus.ConsensusContract;

/** Apache Ratis keeps every rule. */
class RatisConsensusContractTest extends ConsensusContract {

    @Override
    protected PlugProvider<Consensus, ConsensusSink> provider() {
        return new RatisConsensusProvider();
    }
}
