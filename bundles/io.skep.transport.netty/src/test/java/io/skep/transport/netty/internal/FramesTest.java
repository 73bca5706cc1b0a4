package io.skep.transport.netty.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What arrives in pieces. */
class FramesTest {

    private static final int LARGE = 1 << 20;

    private final AtomicLong clock = new AtomicLong();
    private final Frames frames = new Frames(clock::get);
    private final EmbeddedChannel channel = new EmbeddedChannel(frames);

    private void arrives(int bytes) {
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[bytes]));
    }

    private void announced(int length) {
        channel.writeInbound(Unpooled.wrappedBuffer(ByteBuffer.allocate(4).putInt(length).array()));
    }

    private void pass(int seconds) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void aFrameThatGrowsSlowlyIsWaitedFor() {
        announced(LARGE);
        for (int piece = 0; piece < 16; piece++) {
            pass(7);
            assertFalse(frames.stalls());
            arrives(LARGE / 16);
        }

        assertEquals(LARGE, channel.<byte[]>readInbound().length);
        assertFalse(frames.hasBegun());
    }

    @Test
    void A13_aFrameOfWhichAByteComesNowAndThenIsNot() {
        announced(LARGE);
        for (int second = 0; second < 8; second++) {
            pass(1);
            arrives(1);
        }
        pass(1);

        assertTrue(frames.stalls());
        assertThrows(DecoderException.class, () -> arrives(1));
    }

    @Test
    void A13_neitherIsHalfALength() {
        arrives(2);
        pass(9);

        assertTrue(frames.stalls());
    }

    @Test
    void nobodyIsBlamedWhileNobodyReads() {
        announced(LARGE);
        pass(9);

        frames.excuse();

        assertFalse(frames.stalls());
        assertTrue(frames.hasBegun());
    }
}
