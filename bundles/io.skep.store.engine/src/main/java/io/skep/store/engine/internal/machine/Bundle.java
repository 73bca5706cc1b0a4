package io.skep.store.engine.internal.machine;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What an entry holds: the bytes of one transaction, or of several that were on their way together.
 * These come one after the other, each behind its length in four bytes, and before all a mark that
 * is no form of a single one.
 */
public final class Bundle {

    private static final byte SEVERAL = (byte) 0xB0;

    private Bundle() {}

    /**
     * One entry of transactions.
     *
     * @param transactions their bytes, in order; one at least
     */
    public static byte[] of(List<byte[]> transactions) {
        if (transactions.size() == 1) {
            return transactions.get(0);
        }
        int length = transactions.stream().mapToInt(bytes -> Integer.BYTES + bytes.length).sum();
        var all = ByteBuffer.allocate(1 + length).put(SEVERAL);
        transactions.forEach(bytes -> all.putInt(bytes.length).put(bytes));
        return all.array();
    }

    /**
     * The transactions of an entry.
     *
     * @throws IllegalArgumentException when it was cut off
     */
    public static List<byte[]> open(byte[] entry) {
        if (entry.length == 0 || entry[0] != SEVERAL) {
            return List.of(entry);
        }
        var rest = ByteBuffer.wrap(entry, 1, entry.length - 1);
        var transactions = new ArrayList<byte[]>();
        while (rest.hasRemaining()) {
            transactions.add(next(rest));
        }
        return transactions;
    }

    private static byte[] next(ByteBuffer rest) {
        try {
            int length = rest.getInt();
            if (length < 0 || length > rest.remaining()) {
                throw new IllegalArgumentException("an entry has " + length + " bytes too few");
            }
            var bytes = new byte[length];
            rest.get(bytes);
            return bytes;
        } catch (BufferUnderflowException cut) {
            throw new IllegalArgumentException("an entry was cut off", cut);
        }
    }
}
