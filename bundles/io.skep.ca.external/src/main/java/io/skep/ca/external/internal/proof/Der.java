package io.skep.ca.external.internal.proof;

import io.skep.ca.spi.IssueException;
import io.skep.ca.spi.IssueException.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The few elements of DER that requests are made of. X.690, definite lengths up to 64 KiB. */
final class Der {

    static final int SEQUENCE = 0x30;
    static final int BITS = 0x03;
    static final int OCTETS = 0x04;
    private static final int LONG_FORM = 0x80;
    private static final int BYTE = 0xff;

    private Der() {}

    /** One element; what it contains is its body. */
    record Element(int tag, byte[] whole, byte[] body) {}

    /** The one element that there is in some bytes. */
    static Element only(byte[] bytes) {
        var found = children(bytes);
        if (found.size() != 1) {
            throw malformed();
        }
        return found.get(0);
    }

    /** The elements in some bytes, one after the other. */
    static List<Element> children(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        var found = new ArrayList<Element>();
        while (in.hasRemaining()) {
            found.add(next(in));
        }
        return found;
    }

    private static Element next(ByteBuffer in) {
        int from = in.position();
        int tag = in.get() & BYTE;
        if (!in.hasRemaining()) {
            throw malformed();
        }
        int length = length(in);
        if (length > in.remaining()) {
            throw malformed();
        }
        var body = new byte[length];
        in.get(body);
        var whole = new byte[in.position() - from];
        in.duplicate().position(from).get(whole);
        return new Element(tag, whole, body);
    }

    private static int length(ByteBuffer in) {
        int first = in.get() & BYTE;
        if (first < LONG_FORM) {
            return first;
        }
        int bytes = first - LONG_FORM;
        if (bytes == 0 || bytes > 2 || bytes > in.remaining()) {
            throw malformed();
        }
        int length = 0;
        for (int i = 0; i < bytes; i++) {
            length = length << 8 | in.get() & BYTE;
        }
        return length;
    }

    /** An element around some parts. */
    static byte[] element(int tag, byte[]... parts) {
        var body = new ByteArrayOutputStream();
        for (var part : parts) {
            body.writeBytes(part);
        }
        var all = new ByteArrayOutputStream();
        all.write(tag);
        if (body.size() < LONG_FORM) {
            all.write(body.size());
        } else {
            all.write(LONG_FORM + 2);
            all.write(body.size() >> 8);
            all.write(body.size() & BYTE);
        }
        all.writeBytes(body.toByteArray());
        return all.toByteArray();
    }

    private static IssueException malformed() {
        return new IssueException(Reason.REFUSED, "the certificate request cannot be read");
    }
}
