package io.skep.tck.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.skep.consensus.Consensus;
import io.skep.consensus.ConsensusSink;
import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugProvider;
import io.skep.tck.consensus.memory.MemoryConsensusProvider;
import io.skep.tck.consensus.memory.MemoryGroup;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The kit fails on exactly the rule that a consensus breaks. */
class KitTest {

    private static final Pattern RULE = Pattern.compile("(CON|L)_\\d+");

    @Test
    void noticesEntriesOutOfOrder() {
        assertEquals(List.of("CON_1"), brokenRules(Reorders.class));
    }

    @Test
    void noticesEntriesGivenTwice() {
        assertEquals(List.of("CON_1"), brokenRules(DeliversTwice.class));
    }

    @Test
    void noticesIgnoredCredit() {
        assertEquals(List.of("CON_2"), brokenRules(IgnoresCredit.class));
    }

    @Test
    void noticesEntriesThatAreTooLarge() {
        assertEquals(List.of("CON_3"), brokenRules(TakesAnySize.class));
    }

    @Test
    void noticesStaleReads() {
        assertEquals(List.of("CON_4"), brokenRules(ReadsStale.class));
    }

    @Test
    void noticesChangedEntries() {
        assertEquals(List.of("CON_5"), brokenRules(Trims.class));
    }

    @Test
    void noticesForgottenEntries() {
        assertEquals(List.of("CON_8"), brokenRules(Forgets.class));
    }

    @Test
    void noticesALogThatWasDroppedTooEarly() {
        assertEquals(List.of("CON_8"), brokenRules(DropsUnsaved.class));
    }

    @Test
    void noticesLeadershipThatIsClaimedTooEarly() {
        assertEquals(List.of("CON_9"), brokenRules(LeadsEarly.class));
    }

    @Test
    void noticesWordsBeforeActivation() {
        assertEquals(List.of("L_2"), brokenRules(SpeaksDormant.class));
    }

    @Test
    void noticesWorkAfterQuiesce() {
        assertEquals(List.of("L_4"), brokenRules(NeverQuiet.class));
    }

    @Test
    void noticesAPlugThatStaysQuiet() {
        assertEquals(List.of("L_6"), brokenRules(StaysQuiet.class));
    }

    @Test
    void noticesLeakedThreads() {
        assertEquals(List.of("L_7"), brokenRules(LeaksThreads.class));
    }

    @Test
    void noticesWordsAfterClose() {
        assertEquals(List.of("L_10"), brokenRules(SpeaksAfterClose.class));
    }

    private static List<String> brokenRules(Class<?> kit) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(kit))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(event -> event.getTestDescriptor().getSource().orElseThrow())
                .map(source -> rule(((MethodSource) source).getMethodName()))
                .distinct()
                .sorted()
                .toList();
    }

    private static String rule(String method) {
        var found = RULE.matcher(method);
        return found.lookingAt() ? found.group() : method;
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
