package io.skep.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.itests.engine.TestEngine;

/** The Docker Engine of black-box tests: where it must be, its absence is a failure. */
final class NeedsEngine {

    private NeedsEngine() {}

    static TestEngine engine() {
        if ("true".equals(System.getenv("CI"))) {
            assertEquals("", TestEngine.missing());
        }
        assumeTrue(TestEngine.missing().isEmpty(), TestEngine.missing());
        return TestEngine.shared();
    }
}
