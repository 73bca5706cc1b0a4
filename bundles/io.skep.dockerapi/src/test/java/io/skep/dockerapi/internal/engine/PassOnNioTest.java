package io.skep.dockerapi.internal.engine;

/** Everywhere else. */
class PassOnNioTest extends PassTests {

    PassOnNioTest() {
        super(false);
    }
}
