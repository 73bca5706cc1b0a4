package io.skep.network.nftables.internal.plan;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/** IPv4 or IPv6. */
public enum Family {
    /** Version 4. */
    FOUR("ip", "ipv4_addr", "-4"),
    /** Version 6. */
    SIX("ip6", "ipv6_addr", "-6");

    private final String word;
    private final String type;
    private final String option;

    Family(String word, String type, String option) {
        this.word = word;
        this.type = type;
        this.option = option;
    }

    /** As rules name it. */
    String word() {
        return word;
    }

    /** As sets name its addresses. */
    String type() {
        return type;
    }

    /** As {@code ip} names it. */
    public String option() {
        return option;
    }

    /** Our table. */
    public String table() {
        return word + " skep";
    }

    /** Those addresses that are of this family, without prefix length. */
    Stream<String> of(List<String> addresses) {
        return addresses.stream().filter(this::has).map(Family::bare);
    }

    /** Whether an address or range is of this family. */
    public boolean has(String address) {
        return !address.isEmpty() && address.indexOf(':') < 0 == (this == FOUR);
    }

    /** The one way of several to write an address, of which those of version 6 have many. */
    public String written(String address) {
        try {
            return this == FOUR ? address : InetAddress.getByName(address).getHostAddress();
        } catch (UnknownHostException malformed) {
            throw new IllegalArgumentException(address, malformed);
        }
    }

    /** An address without prefix length. */
    static String bare(String address) {
        int slash = address.indexOf('/');
        return slash < 0 ? address : address.substring(0, slash);
    }
}
