package io.skep.network.vxlan.internal.kernel;

import io.skep.network.vxlan.internal.plan.Names;
import io.skep.network.vxlan.internal.plan.Ways.Hop;
import io.skep.network.vxlan.internal.plan.Ways.Known;
import io.skep.network.vxlan.internal.plan.Ways.Neighbour;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * Reads the tables that {@code bridge fdb show} and {@code ip neigh show} print, as text: they may
 * have tens of thousands of lines, and JSON takes four times as long.
 */
final class Tables {

    private Tables() {}

    /** Our entries of the tunnels' own tables. */
    static Set<Hop> hops(String fdb, SortedSet<String> tunnels) {
        var all = new LinkedHashSet<Hop>();
        for (var words : lines(fdb)) {
            var tunnel = after("dev", words);
            var host = after("dst", words);
            if (tunnels.contains(tunnel) && !host.isEmpty() && words.contains("self")) {
                all.add(new Hop(words.get(0), tunnel, host));
            }
        }
        return all;
    }

    /** Our entries of the bridges' tables in the same. */
    static Set<Known> known(String fdb, SortedSet<String> tunnels) {
        var all = new LinkedHashSet<Known>();
        for (var words : lines(fdb)) {
            var tunnel = after("dev", words);
            if (tunnels.contains(tunnel) && words.contains("master") && words.contains("static")) {
                all.add(new Known(words.get(0), tunnel));
            }
        }
        return all;
    }

    /** Our entries of the bridges' neighbours. */
    static Set<Neighbour> neighbours(String neighbours, SortedSet<String> bridges) {
        var all = new LinkedHashSet<Neighbour>();
        for (var words : lines(neighbours)) {
            var bridge = after("dev", words);
            var mac = after("lladdr", words);
            if (bridges.contains(bridge) && Names.isOfContainer(mac)) {
                all.add(new Neighbour(words.get(0), mac, bridge));
            }
        }
        return all;
    }

    private static List<List<String>> lines(String text) {
        return text.lines().map(line -> List.of(line.strip().split(" "))).toList();
    }

    /** Empty when there is no such word. */
    private static String after(String word, List<String> words) {
        int at = words.indexOf(word);
        return at >= 0 && at + 1 < words.size() ? words.get(at + 1) : "";
    }
}
