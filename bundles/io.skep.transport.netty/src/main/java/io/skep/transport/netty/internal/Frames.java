package io.skep.transport.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.skep.transport.spi.Carrier;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Cuts what arrives into frames: four bytes of length, then that many. A frame without bytes only
 * says that the other end is there. Memory is taken for what has arrived, not for what is
 * announced. A frame that has begun must grow, so that nobody holds a line with a byte now and
 * then; how large it is and how slow the way does not matter. Source: consensus-and-faults A13.
 */
final class Frames extends ByteToMessageDecoder {

    /** A frame without bytes. */
    static final byte[] SIGN_OF_LIFE = {};

    private static final int MOST_SIGNS = 64;
    private static final int GROWTH = 64 * 1024;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(8);

    private final LongSupplier nanos;
    private int signs;
    private int grown;
    private long grewAt;

    /** Nothing has arrived; the supplier is a clock that never goes back. */
    Frames(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (!context.channel().isActive()) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (in.readableBytes() < Integer.BYTES) {
            grows(in.readableBytes());
            return;
        }
        int length = in.getInt(in.readerIndex());
        if (length < 0 || length > Carrier.MAX_FRAME) {
            throw new IllegalArgumentException("a frame of " + Integer.toUnsignedString(length));
        }
        if (in.readableBytes() - Integer.BYTES < length) {
            grows(in.readableBytes());
            return;
        }
        grown = 0;
        in.skipBytes(Integer.BYTES);
        signs = length == 0 ? signs + 1 : 0;
        if (signs > MOST_SIGNS) {
            throw new IllegalArgumentException("too many empty frames");
        }
        var frame = new byte[length];
        in.readBytes(frame);
        out.add(frame);
    }

    private void grows(int bytes) {
        if (grown == 0 || bytes - grown >= GROWTH) {
            grown = bytes;
            grewAt = nanos.getAsLong();
        } else if (stalls()) {
            throw new IllegalArgumentException("a frame that does not come to its end");
        }
    }

    /** Whether part of a frame is there. */
    boolean hasBegun() {
        return grown > 0;
    }

    /** Whether part of a frame is there that has hardly grown for seconds. */
    boolean stalls() {
        return hasBegun() && nanos.getAsLong() - grewAt > PATIENCE_NANOS;
    }

    /** Nobody reads: that it does not grow is no fault of the other end. */
    void excuse() {
        grewAt = nanos.getAsLong();
    }

    /** Some time went by: so many signs of life are right. */
    void tick() {
        signs = 0;
    }
}
