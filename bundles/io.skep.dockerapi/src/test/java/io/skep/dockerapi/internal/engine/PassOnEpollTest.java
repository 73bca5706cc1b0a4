package io.skep.dockerapi.internal.engine;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIf;

/** Linux. */
@EnabledIf("io.netty.channel.epoll.Epoll#isAvailable")
class PassOnEpollTest extends PassTests {

    @Override
    TestDoor open(Path directory, String engine) {
        return TestDoor.bare(directory, engine, true);
    }

    @Override
    boolean halves() {
        return true;
    }
}
