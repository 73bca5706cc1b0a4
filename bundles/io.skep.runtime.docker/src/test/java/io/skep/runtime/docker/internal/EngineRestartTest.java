package io.skep.runtime.docker.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.itests.engine.TestEngine;
import io.skep.runtime.spi.Observed.Phase;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** RUN-5 with an engine that goes away; it needs one of its own. */
class EngineRestartTest extends DockerBench {

    private static TestEngine restarting;

    @BeforeAll
    static void startOne() {
        restarting = TestEngine.start();
    }

    @AfterAll
    static void stopIt() {
        restarting.close();
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("docker.host", restarting.host());
    }

    @Test
    void tellsWhenTheEngineGoesAndComesBackAndWhatEndedMeanwhile() throws Exception {
        assumeTrue(restarting.own(), "a given engine is not ours to kill");
        var opened = active();
        var handle = start(opened, programs().sleeps());

        restarting.killEngine();
        var gone = opened.heard().nextReachable();
        var whileGone = refused(opened.plug()::list);
        restarting.startEngine();
        var back = opened.heard().nextReachable();

        assertFalse(gone.answers());
        assertFalse(gone.why().isEmpty());
        assertTrue(whileGone.isTemporary(), whileGone.getMessage());
        assertTrue(back.answers());
        assertEquals(Phase.EXITED, end(opened, handle).phase());
    }

    @Test
    void takesOverAgainWhatStartedBeforeTheEngineCameBack() throws Exception {
        assumeTrue(restarting.own(), "a given engine is not ours to kill");
        var opened = active();
        restarting.stopEngine();
        assertFalse(opened.heard().nextReachable().answers());

        restarting.startEngine();
        assertTrue(opened.heard().nextReachable().answers());

        var handle = start(opened, programs().exitsWith(3));
        assertEquals(3, end(opened, handle).container().exitCode());
    }
}
