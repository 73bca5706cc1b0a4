package io.skep.transport.engine.internal.question;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A part of a question or an answer, as it travels in one frame. The pieces of one whole follow one
 * another on a channel without any other between them.
 *
 * @param about what it is a piece of
 * @param id number of the question on its channel
 * @param last whether the whole ends with it
 * @param bytes at most {@link #MOST}
 */
record Piece(About about, long id, boolean last, byte[] bytes) {

    /** Bytes of a piece at most. */
    static final int MOST = 1024 * 1024;

    private static final int HEAD = 1 + Long.BYTES + 1;

    /** What is in pieces. */
    enum About {
        QUESTION,
        ANSWER,
        FAILURE
    }

    static List<byte[]> cut(About about, long id, byte[] whole) {
        var frames = new ArrayList<byte[]>();
        int at = 0;
        do {
            int end = Math.min(whole.length, at + MOST);
            var part = Arrays.copyOfRange(whole, at, end);
            frames.add(new Piece(about, id, end == whole.length, part).frame());
            at = end;
        } while (at < whole.length);
        return frames;
    }

    private byte[] frame() {
        return ByteBuffer.allocate(HEAD + bytes.length)
                .put((byte) about.ordinal())
                .putLong(id)
                .put((byte) (last ? 1 : 0))
                .put(bytes)
                .array();
    }

    /**
     * Reads a frame.
     *
     * @throws IllegalArgumentException when it is no piece
     */
    static Piece of(byte[] frame) {
        if (frame.length < HEAD || frame.length > HEAD + MOST) {
            throw new IllegalArgumentException("a piece of " + frame.length + " bytes");
        }
        var head = ByteBuffer.wrap(frame);
        int about = head.get();
        if (about < 0 || about >= About.values().length) {
            throw new IllegalArgumentException("a piece of kind " + about);
        }
        return new Piece(
                About.values()[about],
                head.getLong(),
                head.get() == 1,
                Arrays.copyOfRange(frame, HEAD, frame.length));
    }
}
