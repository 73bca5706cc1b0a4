package io.skep.seam.vault;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Opens what {@link SealedOutput} sealed, and fails where it is not as it was. */
public final class SealedInput extends InputStream {

    private static final int MOST = SealedOutput.PIECE + 64;

    private final DataInputStream in;
    private final KeyRing ring;
    private byte[] piece = {};
    private int at;
    private long pieces;
    private boolean last;

    /** Of another stream, which it closes. */
    public SealedInput(InputStream in, KeyRing ring) {
        this.in = new DataInputStream(in);
        this.ring = ring;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        while (at == piece.length) {
            if (last) {
                return -1;
            }
            next();
        }
        int more = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, from, more);
        at += more;
        return more;
    }

    private void next() throws IOException {
        int length = in.readInt();
        last = length < 0;
        length = Math.abs(length);
        if (length < 0 || length > MOST) {
            throw new IOException("it is damaged: a piece of " + length + " bytes");
        }
        var sealed = in.readNBytes(length);
        if (sealed.length < length) {
            throw new IOException("it is damaged: it is too short");
        }
        try {
            piece = ring.open(sealed, SealedOutput.about(pieces++, last));
            at = 0;
        } catch (SealException wrong) {
            throw new IOException("it is damaged: " + wrong.getMessage(), wrong);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
