package io.skep.transport.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.skep.transport.spi.Carrier;
import java.util.List;

/**
 * Cuts what arrives into frames: four bytes of length, then that many. A frame without bytes only
 * says that the other end is there. Memory is taken for what has arrived, not for what is
 * announced.
 */
final class Frames extends ByteToMessageDecoder {

    /** A frame without bytes. */
    static final byte[] SIGN_OF_LIFE = {};

    private static final int MOST_SIGNS = 64;

    private int signs;

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (!context.channel().isActive()) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (in.readableBytes() < Integer.BYTES) {
            return;
        }
        int length = in.getInt(in.readerIndex());
        if (length < 0 || length > Carrier.MAX_FRAME) {
            throw new IllegalArgumentException("a frame of " + Integer.toUnsignedString(length));
        }
        if (in.readableBytes() - Integer.BYTES < length) {
            return;
        }
        in.skipBytes(Integer.BYTES);
        signs = length == 0 ? signs + 1 : 0;
        if (signs > MOST_SIGNS) {
            throw new IllegalArgumentException("too many empty frames");
        }
        var frame = new byte[length];
        in.readBytes(frame);
        out.add(frame);
    }

    /** Some time went by: so many signs of life are right. */
    void tick() {
        signs = 0;
    }
}
