package io.skep.itests.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class TestEngineTest {

    @Test
    void runsContainersAndLeavesNothing() {
        assumeTrue(TestEngine.missing().isEmpty(), TestEngine::missing);
        var engine = TestEngine.start();

        try (engine) {
            var said = engine.docker("run", "--rm", TestEngine.IMAGE, "echo", "hello");

            assertEquals("hello\n", said);
        }

        assertFalse(engine.own() && Files.exists(engine.socket()));
    }
}
