package io.skep.runtime.docker.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.itests.engine.TestEngine;
import io.skep.model.spec.PortConfig;
import io.skep.runtime.spi.Observed.Phase;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An engine that was started with {@code --bridge=none}. */
class NoBridgeTest extends DockerBench {

    private static TestEngine bare;

    @BeforeAll
    static void startOne() {
        bare = TestEngine.start("--bridge=none");
    }

    @AfterAll
    static void stopIt() {
        bare.close();
    }

    @BeforeEach
    void needsOneOfItsOwn() {
        assumeTrue(bare.own(), "a given engine may have a bridge");
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("docker.host", bare.host());
    }

    @Test
    void runsContainersWithoutNetwork() throws Exception {
        var opened = active();
        var handle = prepare(opened, workload(programs().sleeps()));

        var seen = ask(() -> opened.plug().start(handle));

        assertEquals(Phase.RUNNING, seen.phase());
    }

    @Test
    void refusesToPublishPorts() throws Exception {
        var opened = active();
        var port = new PortConfig("", "tcp", 80, 0, "host");

        var failure =
                refused(() -> opened.plug().prepare(workload(only(programs().sleeps()), port)));

        assertTrue(failure.getMessage().contains("bridge"), failure.getMessage());
    }
}
