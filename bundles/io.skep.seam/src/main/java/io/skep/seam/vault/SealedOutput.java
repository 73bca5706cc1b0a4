package io.skep.seam.vault;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Seals a stream piece by piece. Each piece is bound to its place, and the last one says that it
 * is: so none can be taken away, doubled or moved. Closing it writes the last piece.
 */
public final class SealedOutput extends OutputStream {

    static final int PIECE = 1 << 16;

    private final DataOutputStream out;
    private final KeyRing ring;
    private final byte[] buffer = new byte[PIECE];
    private int filled;
    private long pieces;

    /** Into another stream, which it closes. */
    public SealedOutput(OutputStream out, KeyRing ring) {
        this.out = new DataOutputStream(out);
        this.ring = ring;
    }

    static String about(long piece, boolean last) {
        return "a snapshot's piece " + piece + (last ? ", the last" : "");
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int at = from;
        while (at < from + length) {
            if (filled == PIECE) {
                piece(false);
            }
            int more = Math.min(PIECE - filled, from + length - at);
            System.arraycopy(bytes, at, buffer, filled, more);
            filled += more;
            at += more;
        }
    }

    private void piece(boolean last) throws IOException {
        var sealed = ring.seal(Arrays.copyOf(buffer, filled), about(pieces++, last));
        out.writeInt(last ? -sealed.length : sealed.length);
        out.write(sealed);
        filled = 0;
    }

    /** Writes what is left as the last piece, and hands everything on. */
    public void finish() throws IOException {
        piece(true);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
