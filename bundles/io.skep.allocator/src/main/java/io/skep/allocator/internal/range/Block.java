package io.skep.allocator.internal.range;

import java.math.BigInteger;
import java.util.Optional;

/**
 * All addresses that begin with the same bits.
 *
 * @param first its first address
 * @param bits how many bits are the same
 */
public record Block(Address first, int bits) {

    /** The block in a text such as {@code 10.0.0.0/8}; absent when there is none. */
    public static Optional<Block> of(String cidr) {
        int slash = cidr.indexOf('/');
        if (slash < 0 || !cidr.substring(slash + 1).matches("\\d{1,3}")) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(cidr.substring(slash + 1));
        return Address.of(cidr)
                .filter(address -> bits <= address.width())
                .map(address -> around(address, bits));
    }

    /** The block of that size an address is in. */
    public static Block around(Address address, int bits) {
        int host = address.width() - bits;
        var masked = address.number().shiftRight(host).shiftLeft(host);
        return new Block(new Address(masked, address.width()), bits);
    }

    /** Its last address. */
    public Address last() {
        return new Address(first.number().add(size()).subtract(BigInteger.ONE), first.width());
    }

    /** How many addresses it has. */
    public BigInteger size() {
        return BigInteger.ONE.shiftLeft(first.width() - bits);
    }

    /** Whether an address is in it. */
    public boolean contains(Address address) {
        return address.width() == first.width()
                && address.compareTo(first) >= 0
                && address.compareTo(last()) <= 0;
    }

    /** Whether all of another block is in it. */
    public boolean contains(Block other) {
        return bits <= other.bits && contains(other.first);
    }

    /** One of the parts it falls into when cut. */
    public Block part(int longer, int index) {
        int shift = first.width() - bits - longer;
        var begin = first.number().add(BigInteger.valueOf(index).shiftLeft(shift));
        return new Block(new Address(begin, first.width()), bits + longer);
    }

    @Override
    public String toString() {
        return first + "/" + bits;
    }
}
