package io.skep.tck.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.consensus.Consensus;
import io.skep.consensus.ConsensusSink;
import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugProvider;
import io.skep.tck.consensus.memory.MemoryConsensusProvider;
import io.skep.tck.consensus.memory.MemoryGroup;
import io.skep.tck.plug.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The kit fails on exactly the rule that a consensus breaks. */
class KitTest {

    @Test
    void noticesEntriesOutOfOrder() {
        assertEquals(List.of("CON_1"), Verdict.of(Reorders.class));
    }

    @Test
    void noticesEntriesGivenTwice() {
        assertEquals(List.of("CON_1"), Verdict.of(DeliversTwice.class));
    }

    @Test
    void noticesIgnoredCredit() {
        assertEquals(List.of("CON_2"), Verdict.of(IgnoresCredit.class));
    }

    @Test
    void noticesEntriesThatAreTooLarge() {
        assertEquals(List.of("CON_3"), Verdict.of(TakesAnySize.class));
    }

    @Test
    void noticesStaleReads() {
        assertEquals(List.of("CON_4"), Verdict.of(ReadsStale.class));
    }

    @Test
    void noticesChangedEntries() {
        assertEquals(List.of("CON_5"), Verdict.of(Trims.class));
    }

    @Test
    void noticesForgottenEntries() {
        assertEquals(List.of("CON_8"), Verdict.of(Forgets.class));
    }

    @Test
    void noticesALogThatWasDroppedTooEarly() {
        assertEquals(List.of("CON_8"), Verdict.of(DropsUnsaved.class));
    }

    @Test
    void noticesLeadershipThatIsClaimedTooEarly() {
        assertEquals(List.of("CON_9"), Verdict.of(LeadsEarly.class));
    }

    @Test
    void noticesWordsBeforeActivation() {
        assertEquals(List.of("L_2"), Verdict.of(SpeaksDormant.class));
    }

    @Test
    void noticesWorkAfterQuiesce() {
        assertEquals(List.of("L_4"), Verdict.of(NeverQuiet.class));
    }

    @Test
    void noticesAPlugThatStaysQuiet() {
        assertEquals(List.of("L_6"), Verdict.of(StaysQuiet.class));
    }

    @Test
    void noticesLeakedThreads() {
        assertEquals(List.of("L_7"), Verdict.of(LeaksThreads.class));
    }

    @Test
    void noticesWordsAfterClose() {
        assertEquals(List.of("L_10"), Verdict.of(SpeaksAfterClose.class));
    }

    /** How a broken consensus is opened. */
    interface Opens {
        Consensus open(MemoryGroup group, PlugContext<ConsensusSink> context);
    }

    /** The kit on a broken consensus. */
    abstract static class Broken extends ConsensusContract {
        private final MemoryGroup group = new MemoryGroup();
        private final Opens opens;

        Broken(Opens opens) {
            this.opens = opens;
        }

        @Override
        protected PlugProvider<Consensus, ConsensusSink> provider() {
            return new PlugProvider<>() {
                @Override
                public PlugInfo info() {
                    return new MemoryConsensusProvider(group).info();
                }

                @Override
                public Consensus open(PlugContext<ConsensusSink> context) {
                    return opens.open(group, context);
                }
            };
        }

        @Override
        protected Duration patience() {
            return Duration.ofSeconds(1);
        }

        @Override
        protected boolean keepsHomesApart() {
            return false;
        }
    }

    static final class Reorders extends Broken {
        Reorders() {
            super(BrokenConsensus::reorders);
        }
    }

    static final class DeliversTwice extends Broken {
        DeliversTwice() {
            super(BrokenConsensus::deliversTwice);
        }
    }

    static final class IgnoresCredit extends Broken {
        IgnoresCredit() {
            super(BrokenConsensus::ignoresCredit);
        }
    }

    static final class TakesAnySize extends Broken {
        TakesAnySize() {
            super(BrokenConsensus::takesAnySize);
        }
    }

    static final class ReadsStale extends Broken {
        ReadsStale() {
            super(BrokenConsensus::readsStale);
        }
    }

    static final class Trims extends Broken {
        Trims() {
            super(BrokenConsensus::trims);
        }
    }

    static final class Forgets extends Broken {
        Forgets() {
            super(BrokenConsensus::forgets);
        }
    }

    static final class DropsUnsaved extends Broken {
        DropsUnsaved() {
            super(BrokenConsensus::dropsUnsaved);
        }
    }

    static final class LeadsEarly extends Broken {
        LeadsEarly() {
            super(BrokenConsensus::leadsEarly);
        }
    }

    static final class SpeaksDormant extends Broken {
        SpeaksDormant() {
            super(BrokenConsensus::speaksDormant);
        }
    }

    static final class NeverQuiet extends Broken {
        NeverQuiet() {
            super(BrokenConsensus::neverQuiet);
        }
    }

    static final class StaysQuiet extends Broken {
        StaysQuiet() {
            super(BrokenConsensus::staysQuiet);
        }
    }

    static final class LeaksThreads extends Broken {
        LeaksThreads() {
            super(BrokenConsensus::leaksThreads);
        }
    }

    static final class SpeaksAfterClose extends Broken {
        SpeaksAfterClose() {
            super(BrokenConsensus::speaksAfterClose);
        }
    }
}
