package io.skep.dockerapi.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.epoll.Epoll;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Behind the door's own server. */
class PassThroughServerTest extends PassTests {

    @Override
    TestDoor open(Path directory, String engine) {
        return TestDoor.served(directory, engine);
    }

    @Override
    boolean halves() {
        return Epoll.isAvailable();
    }

    @Test
    void keepsNoConnectionOfClientsThatWent() {
        client.say(Heads.GET);
        answer("Content-Length: 2\r\n\r\n{}");
        client.hear("{}");

        client.shut();

        assertEquals("", client.rest());
    }
}
