package io.skep.agent.internal.session;

import io.skep.codec.Codec;
import io.skep.transport.ChannelSink;
import io.skep.transport.agent.ManagerFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sink of one session's channel: what a channel says after its session ended is dropped. */
final class Talk implements ChannelSink {

    private static final Logger log = LoggerFactory.getLogger(Talk.class);

    private final Liaison liaison;

    Talk(Liaison liaison) {
        this.liaison = liaison;
    }

    @Override
    public void frame(byte[] bytes) {
        if (!liaison.current(this)) {
            return;
        }
        try {
            liaison.heard(Codec.value(bytes, ManagerFrame.class));
        } catch (IllegalArgumentException unreadable) {
            log.warn("agent: the manager says what nobody understands", unreadable);
            liaison.fail("a frame cannot be read");
        }
    }

    @Override
    public void closed(String reason) {
        if (liaison.current(this)) {
            liaison.fail(reason);
        }
    }
}
