package io.skep.dns.engine.internal.serve;

import io.netty.channel.EventLoopGroup;
import io.skep.seam.Workers;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on the addresses that are wanted. Works on one worker at a time. */
public final class Ears {

    private static final Logger log = LoggerFactory.getLogger(Ears.class);
    private static final Comparator<InetAddress> ORDER =
            Comparator.comparing(InetAddress::getHostAddress);

    private final EventLoopGroup loops;
    private final Desk desk;
    private final int port;
    private final SortedMap<InetAddress, Ear> open = new TreeMap<>(ORDER);
    private final SortedSet<InetAddress> told = new TreeSet<>(ORDER);
    private boolean closed;

    /** Listens nowhere yet; on that port of each address. */
    public Ears(EventLoopGroup loops, Desk desk, int port) {
        this.loops = loops;
        this.desk = desk;
        this.port = port;
    }

    /**
     * Listens on these addresses, and on no others.
     *
     * @return whether it listens on all of them; if not, ask again later
     */
    public CompletionStage<Boolean> listen(Workers workers, Set<InetAddress> wanted) {
        return workers.run("dns ports", () -> settle(wanted));
    }

    private synchronized boolean settle(Set<InetAddress> wanted) {
        open.entrySet()
                .removeIf(
                        ear -> {
                            boolean over = !wanted.contains(ear.getKey());
                            if (over) {
                                ear.getValue().close();
                            }
                            return over;
                        });
        if (!closed) {
            wanted.stream().filter(address -> !open.containsKey(address)).forEach(this::open);
        }
        return open.keySet().containsAll(wanted);
    }

    private void open(InetAddress address) {
        var ear = Ear.at(address, port, loops, desk);
        if (ear.listens()) {
            open.put(address, ear);
            told.remove(address);
            return;
        }
        ear.close();
        if (told.add(address)) {
            log.warn(
                    "dns: cannot listen on {} port {}",
                    address.getHostAddress(),
                    port,
                    ear.failure());
        }
    }

    /** The port in use on an address; 0 when it is not listened on. */
    synchronized int port(InetAddress address) {
        var ear = open.get(address);
        return ear == null ? 0 : ear.port();
    }

    /** Listens nowhere any more, for good. */
    public synchronized void close() {
        closed = true;
        open.values().forEach(Ear::close);
        open.clear();
    }
}
