package io.skep.tck.network;

import io.skep.itests.hosts.Host;
import io.skep.itests.hosts.Ran;
import java.util.ArrayList;
import java.util.List;

/**
 * Something on a network that has an address there.
 *
 * @param host where it is
 * @param address its address, without prefix length
 * @param inside what stands before a command that is to see the network as it does
 */
record Guest(Host host, String address, List<String> inside) {

    /** Listens on the underlay while packets full of 0xa7 are sent, and prints what it saw. */
    private static final String OVERHEAR =
            """
            rm -f /run/heard /run/listening
            tcpdump --immediate-mode -s 0 -i eth0 -U -w /run/heard 2>/run/listening &
            listener=$!
            until grep -q listening /run/listening; do kill -0 $listener; done
            "$@" >/dev/null || true
            kill $listener
            wait $listener || true
            tcpdump -r /run/heard -x 2>/dev/null
            """;

    Guest {
        inside = List.copyOf(inside);
    }

    /** A command as it runs there. */
    List<String> command(String... words) {
        var all = new ArrayList<>(inside);
        all.addAll(List.of(words));
        return all;
    }

    /** One packet there and back; it is not tried again. */
    Ran ping(Guest other) {
        var words = command("busybox", "ping", "-c", "1", "-W", "3", other.address());
        return host.run(words.toArray(String[]::new));
    }

    /** Fails when that packet does not come back, or none of the other. */
    void reaches(Guest other) {
        ping(other).good();
        other.ping(this).good();
    }

    /** What is on the cable of its host, in hexadecimal, while it sends packets full of 0xa7. */
    String overheard(Guest other) {
        var ping = List.of("busybox", "ping", "-c", "3", "-i", "0.2", "-W", "1", "-p", "a7");
        var words = command(ping.toArray(String[]::new));
        words.add(other.address());
        return Lab.sh(host, OVERHEAR, words.toArray(String[]::new));
    }
}
