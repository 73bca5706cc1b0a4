package io.skep.allocator.internal.range;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One address. Ordered by family, then by number.
 *
 * @param number its bits
 * @param width 32 or 128
 */
public record Address(BigInteger number, int width) implements Comparable<Address> {

    // nothing else is handed to the resolver, so that it never asks anybody
    private static final Pattern LITERAL =
            Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*");

    private static final Comparator<Address> ORDER =
            Comparator.comparingInt(Address::width).thenComparing(Address::number);

    /** The address in a text, with or without a prefix length; absent when there is none. */
    public static Optional<Address> of(String text) {
        int slash = text.indexOf('/');
        var bare = slash < 0 ? text : text.substring(0, slash);
        if (!LITERAL.matcher(bare).matches()) {
            return Optional.empty();
        }
        try {
            var bytes = InetAddress.getByName(bare).getAddress();
            return Optional.of(new Address(new BigInteger(1, bytes), bytes.length * 8));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }

    /** The address so far behind this one. */
    public Address plus(long steps) {
        return new Address(number.add(BigInteger.valueOf(steps)), width);
    }

    /** Whether it is of the older kind. */
    public boolean four() {
        return width == 32;
    }

    @Override
    public int compareTo(Address other) {
        return ORDER.compare(this, other);
    }

    /** As people write it; RFC 5952 for the newer kind. */
    @Override
    public String toString() {
        return four() ? dotted() : colons();
    }

    private String dotted() {
        long bits = number.longValue();
        return (bits >> 24 & 255)
                + "."
                + (bits >> 16 & 255)
                + "."
                + (bits >> 8 & 255)
                + "."
                + (bits & 255);
    }

    private String colons() {
        var groups = new ArrayList<String>();
        for (int shift = 112; shift >= 0; shift -= 16) {
            groups.add(Integer.toHexString(number.shiftRight(shift).intValue() & 0xffff));
        }
        int from = 0;
        int length = 0;
        for (int i = 0; i < groups.size(); i++) {
            int end = i;
            while (end < groups.size() && groups.get(end).equals("0")) {
                end++;
            }
            if (end - i > length) {
                from = i;
                length = end - i;
            }
        }
        return length < 2
                ? String.join(":", groups)
                : String.join(":", groups.subList(0, from))
                        + "::"
                        + String.join(":", groups.subList(from + length, groups.size()));
    }
}
