package io.skep.consensus.ratis.internal.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Cuts off an entry at the end of the log that a power cut left half written. Ratis makes its files
 * longer than what is in them, so the rest of such an entry are zeros, and it refuses to start over
 * them. Everything else that is damaged is left for it to refuse: an entry that was acknowledged
 * ends with its check sum.
 *
 * <p>Source: consensus-and-faults C-11.
 */
public final class TornTail {

    private static final int HEADER = 8;
    private static final int DIGITS = 5;
    private static final int SECTOR = 512;
    private static final int SUM = Integer.BYTES;

    private TornTail() {}

    /** Mends the log in a directory, which may come into being later. */
    public static void mend(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        for (var file : OpenEnd.files(directory)) {
            var bytes = Files.readAllBytes(file);
            int end = end(bytes);
            if (end >= 0) {
                cut(file, end);
            }
        }
    }

    /** Where a torn entry begins; negative when there is none. */
    private static int end(byte[] bytes) throws IOException {
        int at = HEADER;
        while (at < bytes.length && bytes[at] != 0) {
            long next = next(bytes, at);
            if (next > bytes.length) {
                refuseOneBit(bytes, at);
                return at;
            }
            if (next < 0 || !isWhole(bytes, at, (int) next)) {
                return next >= 0 && isTorn(bytes, at, (int) next) ? at : -1;
            }
            at = (int) next;
        }
        return -1;
    }

    /** Whoever reads on to the end of the file because a bit of a length is wrong loses entries. */
    private static void refuseOneBit(byte[] bytes, int at) throws IOException {
        for (int bit = 0; bit < 8 * DIGITS && at + bit / 8 < bytes.length; bit++) {
            var other = bytes.clone();
            other[at + bit / 8] ^= (byte) (1 << bit % 8);
            long next = next(other, at);
            if (next >= 0 && next <= other.length && isWhole(other, at, (int) next)) {
                throw new IOException("the length of an entry is damaged, at " + at);
            }
        }
    }

    /**
     * Where the entry ends that begins here: its length, its bytes, its sum; beyond everything when
     * not even its length is there, negative when that is none.
     */
    private static long next(byte[] bytes, int at) {
        long length = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            if (at + digit >= bytes.length) {
                return Long.MAX_VALUE;
            }
            length |= (long) (bytes[at + digit] & 0x7f) << 7 * digit;
            if (bytes[at + digit] >= 0) {
                return at + digit + 1 + length + SUM;
            }
        }
        return -1;
    }

    private static boolean isWhole(byte[] bytes, int from, int to) {
        var sum = new CRC32C();
        sum.update(bytes, from, to - from - SUM);
        return (int) sum.getValue() == ByteBuffer.wrap(bytes, to - SUM, SUM).getInt();
    }

    /** Nothing follows, and from the beginning of a sector on the entry itself is not there. */
    private static boolean isTorn(byte[] bytes, int from, int to) {
        int written = bytes.length;
        while (written > from && bytes[written - 1] == 0) {
            written--;
        }
        int sector = (written + SECTOR - 1) / SECTOR * SECTOR;
        return sector <= to - SUM;
    }

    private static void cut(Path file, int end) throws IOException {
        try (var handle = FileChannel.open(file, StandardOpenOption.WRITE)) {
            handle.truncate(end);
            handle.force(true);
        }
    }
}
