package io.skep.tck.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugProvider;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.RuntimeSink;
import io.skep.tck.plug.Verdict;
import io.skep.tck.runtime.memory.MemoryMachine;
import io.skep.tck.runtime.memory.MemoryRuntimes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The kit fails on exactly the rule that a runtime breaks. */
class KitTest {

    @Test
    void noticesForgottenExits() {
        assertEquals(List.of("RUN_5"), Verdict.of(ForgetsExits.class));
    }

    @Test
    void noticesContainersStoppedByClose() {
        assertEquals(List.of("RUN_4"), Verdict.of(StopsOnClose.class));
    }

    @Test
    void noticesLostLabels() {
        assertEquals(List.of("RUN_3"), Verdict.of(LosesLabels.class));
    }

    @Test
    void noticesLostFiles() {
        assertEquals(List.of("RUN_6"), Verdict.of(LosesFiles.class));
    }

    @Test
    void noticesWordsAfterClose() {
        assertEquals(List.of("L_10"), Verdict.of(SpeaksAfterClose.class));
    }

    @Test
    void noticesLeakedThreads() {
        assertEquals(List.of("L_7"), Verdict.of(LeaksThreads.class));
    }

    @Test
    void noticesWordsBeforeActivation() {
        assertEquals(List.of("L_2"), Verdict.of(SpeaksDormant.class));
    }

    @Test
    void noticesWorkAfterQuiesce() {
        assertEquals(List.of("L_4"), Verdict.of(NeverQuiet.class));
    }

    /** How a broken runtime is opened. */
    interface Opens {
        ContainerRuntime open(MemoryMachine machine, PlugContext<RuntimeSink> context);
    }

    /** The kit on a broken runtime. */
    abstract static class Broken extends RuntimeContract {
        private final MemoryMachine machine = new MemoryMachine();
        private final Opens opens;

        Broken(Opens opens) {
            this.opens = opens;
        }

        @Override
        protected PlugProvider<ContainerRuntime, RuntimeSink> provider() {
            return new PlugProvider<>() {
                @Override
                public PlugInfo info() {
                    return new MemoryRuntimes(machine).info();
                }

                @Override
                public ContainerRuntime open(PlugContext<RuntimeSink> context) {
                    return opens.open(machine, context);
                }
            };
        }

        @Override
        protected Programs programs() {
            return machine;
        }

        @Override
        protected Duration patience() {
            return Duration.ofSeconds(1);
        }
    }

    static final class ForgetsExits extends Broken {
        ForgetsExits() {
            super(BrokenRuntime::forgetsExits);
        }
    }

    static final class StopsOnClose extends Broken {
        StopsOnClose() {
            super(BrokenRuntime::stopsOnClose);
        }
    }

    static final class LosesLabels extends Broken {
        LosesLabels() {
            super(BrokenRuntime::losesLabels);
        }
    }

    static final class LosesFiles extends Broken {
        LosesFiles() {
            super(BrokenRuntime::losesFiles);
        }
    }

    static final class SpeaksAfterClose extends Broken {
        SpeaksAfterClose() {
            super(BrokenRuntime::speaksAfterClose);
        }
    }

    static final class LeaksThreads extends Broken {
        LeaksThreads() {
            super(BrokenRuntime::leaksThreads);
        }
    }

    static final class SpeaksDormant extends Broken {
        SpeaksDormant() {
            super(BrokenRuntime::speaksDormant);
        }
    }

    static final class NeverQuiet extends Broken {
        NeverQuiet() {
            super(BrokenRuntime::neverQuiet);
        }
    }
}
