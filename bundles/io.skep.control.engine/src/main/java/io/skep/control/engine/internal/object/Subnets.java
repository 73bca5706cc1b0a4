package io.skep.control.engine.internal.object;

import io.skep.control.Refusal;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.spec.IpamPool;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an address pool must fulfil. An absent subnet is chosen by the allocator. */
final class Subnets {

    private static final Pattern LITERAL =
            Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private Subnets() {}

    private record Block(BigInteger first, int bits, int width) {

        private boolean contains(Block other) {
            int host = width - bits;
            return width == other.width
                    && bits <= other.bits
                    && first.shiftRight(host).equals(other.first.shiftRight(host));
        }
    }

    static void check(IpamPool pool) {
        if (pool.subnet().isEmpty()) {
            return;
        }
        var subnet = block(pool.subnet()).orElseThrow(() -> bad("invalid subnet", pool.subnet()));
        if (!pool.ipRange().isEmpty()) {
            checkInside(subnet, block(pool.ipRange()), "range", pool.ipRange());
        }
        if (!pool.gateway().isEmpty()) {
            checkInside(subnet, single(pool.gateway()), "gateway", pool.gateway());
        }
        for (var address : pool.auxAddresses().values()) {
            checkInside(subnet, single(address), "address", address);
        }
    }

    /** Length of the prefix of an IPv4 block; -1 when the text is none. */
    static int bits(String cidr) {
        return block(cidr)
                .filter(found -> found.width() == Integer.SIZE)
                .map(Block::bits)
                .orElse(-1);
    }

    /** Whether two blocks have an address in common. */
    static boolean overlap(String one, String other) {
        return block(one)
                .flatMap(a -> block(other).filter(b -> a.contains(b) || b.contains(a)))
                .isPresent();
    }

    private static void checkInside(Block subnet, Optional<Block> inner, String what, String text) {
        if (inner.isEmpty()) {
            throw bad("invalid " + what, text);
        }
        if (!subnet.contains(inner.get())) {
            throw bad("the subnet does not contain " + what, text);
        }
    }

    private static Optional<Block> block(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(text.substring(slash + 1));
        return single(text.substring(0, slash))
                .filter(block -> bits <= block.width())
                .map(block -> new Block(block.first(), bits, block.width()));
    }

    private static Optional<Block> single(String text) {
        if (!LITERAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            var bytes = InetAddress.getByName(text).getAddress();
            return Optional.of(
                    new Block(new BigInteger(1, bytes), bytes.length * 8, bytes.length * 8));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }

    private static Refusal bad(String what, String text) {
        return Refusals.invalid("ipam configuration: " + what + " " + text);
    }
}
