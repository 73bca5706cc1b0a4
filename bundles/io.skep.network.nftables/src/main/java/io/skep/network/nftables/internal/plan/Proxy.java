package io.skep.network.nftables.internal.plan;

import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An IPv6 address that this node answers for.
 *
 * @param address as the kernel writes it
 * @param bridge where somebody asks for it
 */
public record Proxy(String address, String bridge) implements Comparable<Proxy> {

    /** What the names of our networks' bridges begin with. */
    public static final String OURS = "sk-";

    private static final Comparator<Proxy> ORDER =
            Comparator.comparing(Proxy::bridge).thenComparing(Proxy::address);

    /** Ours in what {@code ip -6 neigh show proxy} prints. */
    public static SortedSet<Proxy> printed(List<String> lines) {
        var all = new TreeSet<Proxy>();
        for (var line : lines) {
            var words = line.strip().split("\\s+");
            if (words.length > 2 && words[1].equals("dev") && words[2].startsWith(OURS)) {
                all.add(new Proxy(words[0], words[2]));
            }
        }
        return all;
    }

    /** As {@code ip -batch} reads it. */
    public String line(String verb) {
        return "neigh %s proxy %s dev %s".formatted(verb, address, bridge);
    }

    @Override
    public int compareTo(Proxy other) {
        return ORDER.compare(this, other);
    }
}
