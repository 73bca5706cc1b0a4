package io.skep.dockerapi.internal.engine;

import java.nio.file.Path;

/** Everywhere else. */
class PassOnNioTest extends PassTests {

    @Override
    TestDoor open(Path directory, String engine) {
        return TestDoor.bare(directory, engine, false);
    }

    @Override
    boolean halves() {
        return false;
    }
}
