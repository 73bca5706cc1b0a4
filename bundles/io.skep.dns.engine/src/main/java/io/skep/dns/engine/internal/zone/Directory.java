package io.skep.dns.engine.internal.zone;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Who may know which names. What it says never changes; who asks first is looked up, whoever asks
 * again is known. Safe for use by any thread.
 */
public final class Directory {

    /** Nobody knows anything. */
    public static final Directory EMPTY = new Directory(address -> Optional.empty(), Map.of());

    private final Function<InetAddress, Optional<Asker>> tasks;
    private final Map<InetAddress, Asker> hosts;
    // this node's tasks that have asked
    private final Map<InetAddress, Asker> known = new ConcurrentHashMap<>();

    /**
     * A directory.
     *
     * @param tasks finds this node's tasks by their addresses; pure
     * @param hosts for each address that is listened on, what is known to those who ask there and
     *     are no task: the network of that address
     */
    public Directory(Function<InetAddress, Optional<Asker>> tasks, Map<InetAddress, Asker> hosts) {
        this.tasks = tasks;
        this.hosts = Map.copyOf(hosts);
    }

    /** Who asks, by where from and where to. */
    public Asker asker(InetAddress from, InetAddress to) {
        var asker = known.get(from);
        return asker == null ? looked(from, to) : asker;
    }

    private Asker looked(InetAddress from, InetAddress to) {
        var found = tasks.apply(from);
        found.ifPresent(asker -> known.put(from, asker));
        return found.orElseGet(() -> hosts.getOrDefault(to, Asker.NOBODY));
    }
}
