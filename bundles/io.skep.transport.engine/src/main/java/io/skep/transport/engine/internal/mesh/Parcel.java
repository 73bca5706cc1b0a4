package io.skep.transport.engine.internal.mesh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What travels in one frame of a line.
 *
 * @param about what it does to the channel
 * @param channel its number on the line: odd when the end that dialled opened it
 * @param body the rest
 */
record Parcel(About about, int channel, byte[] body) {

    private static final int HEAD = 1 + Integer.BYTES;
    private static final int MOST_WORDS = 512;

    /** What happens to a channel. */
    enum About {
        /** The body is its kind. */
        OPEN,
        /** The body is a frame. */
        DATA,
        /** The body says how many frames and bytes were read. */
        READ,
        /** The body says why. */
        CLOSE
    }

    static Parcel open(int channel, String kind) {
        return new Parcel(About.OPEN, channel, bytes(kind));
    }

    static Parcel read(int channel, int frames, int bytes) {
        var body = ByteBuffer.allocate(2 * Integer.BYTES).putInt(frames).putInt(bytes).array();
        return new Parcel(About.READ, channel, body);
    }

    static Parcel close(int channel, String reason) {
        return new Parcel(About.CLOSE, channel, bytes(reason));
    }

    private static byte[] bytes(String words) {
        var shortened = words.length() > MOST_WORDS ? words.substring(0, MOST_WORDS) : words;
        return shortened.getBytes(StandardCharsets.UTF_8);
    }

    byte[] frame() {
        return ByteBuffer.allocate(HEAD + body.length)
                .put((byte) about.ordinal())
                .putInt(channel)
                .put(body)
                .array();
    }

    /**
     * Reads a frame.
     *
     * @throws IllegalArgumentException when it is no parcel
     */
    static Parcel of(byte[] frame) {
        if (frame.length < HEAD || frame[0] < 0 || frame[0] >= About.values().length) {
            throw new IllegalArgumentException("a frame that is no parcel");
        }
        var parcel =
                new Parcel(
                        About.values()[frame[0]],
                        ByteBuffer.wrap(frame, 1, Integer.BYTES).getInt(),
                        Arrays.copyOfRange(frame, HEAD, frame.length));
        boolean words = parcel.about != About.DATA && parcel.about != About.READ;
        if (words && parcel.body.length > 3 * MOST_WORDS
                || parcel.about == About.READ && parcel.body.length != 2 * Integer.BYTES) {
            throw new IllegalArgumentException("a parcel of a wrong size");
        }
        return parcel;
    }

    String words() {
        return new String(body, StandardCharsets.UTF_8);
    }

    int framesRead() {
        return ByteBuffer.wrap(body).getInt();
    }

    int bytesRead() {
        return ByteBuffer.wrap(body).getInt(Integer.BYTES);
    }
}
