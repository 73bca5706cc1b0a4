package io.skep.dockerapi.internal.engine;

import org.junit.jupiter.api.condition.EnabledIf;

/** Linux. */
@EnabledIf("io.netty.channel.epoll.Epoll#isAvailable")
class PassOnEpollTest extends PassTests {

    PassOnEpollTest() {
        super(true);
    }
}
