package io.skep.lifecycle;

import java.util.Arrays;

/**
 * What one plug leaves to the next: bytes, never objects.
 *
 * @param format name of the format
 * @param version of the format
 * @param bytes the content
 */
public record Handover(String format, int version, byte[] bytes) {

    /** Copies the bytes. */
    public Handover {
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Handover that
                && format.equals(that.format)
                && version == that.version
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * format.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Handover[" + format + " " + version + ", " + bytes.length + " bytes]";
    }
}
