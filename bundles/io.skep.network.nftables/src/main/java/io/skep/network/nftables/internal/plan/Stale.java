package io.skep.network.nftables.internal.plan;

import io.skep.model.net.Endpoint;
import io.skep.model.net.Traffic;
import io.skep.model.net.Wiring;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Connections that must be forgotten after the rules changed, never before: those to addresses that
 * are gone, lest their callers hang; and of tasks that nobody is to be sent to any more,
 * conversations without connection, which would stay with them for ever.
 *
 * @param gone addresses of which everything is forgotten
 * @param leaving addresses of which UDP is forgotten
 */
public record Stale(SortedSet<String> gone, SortedSet<String> leaving) {

    /** What a change of the wiring leaves behind. */
    public static Stale between(Wiring before, Wiring after) {
        var gone = new TreeSet<String>();
        var leaving = new TreeSet<String>();
        after.endpoints()
                .since(
                        before.endpoints(),
                        (key, was, is) -> {
                            if (is.isEmpty()) {
                                was.ifPresent(task -> gone.addAll(bare(task.addresses())));
                            } else if (serves(was) && !serves(is)) {
                                was.ifPresent(task -> leaving.addAll(bare(task.addresses())));
                            }
                        });
        return new Stale(nobodys(gone, after), leaving);
    }

    /** Those of the addresses that no task has. */
    public static SortedSet<String> nobodys(SortedSet<String> addresses, Wiring wiring) {
        var left = new TreeSet<>(addresses);
        if (!left.isEmpty()) {
            wiring.endpoints().forEach(is -> left.removeAll(bare(is.addresses())));
        }
        return left;
    }

    private static boolean serves(Optional<Endpoint> task) {
        return task.filter(endpoint -> endpoint.traffic() == Traffic.SERVING).isPresent();
    }

    private static List<String> bare(List<String> addresses) {
        return addresses.stream().map(Family::bare).toList();
    }
}
