package io.skep.tck.network;

import io.skep.itests.hosts.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Packets there and back, ten a second, as long as this is not closed. */
final class Pings implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Pattern NUMBER = Pattern.compile("seq=(\\d+) ");
    private static final AtomicInteger BEGUN = new AtomicInteger();

    private final Guest from;
    private final String log = "pings" + BEGUN.incrementAndGet();
    private final Process process;

    Pings(Guest from, Guest to) {
        this.from = from;
        var words = from.command("busybox", "ping", "-i", "0.1", to.address());
        this.process = from.host().start(log, words);
    }

    /** Waits until so many more came back. */
    void await(int more) {
        int until = answered().size() + more;
        Eventually.holds("packets", SOON, () -> answered().size(), count -> count >= until);
    }

    /** The numbers of those that did not come back, though later ones did. */
    List<Integer> lost() {
        var there = answered();
        return IntStream.range(0, there.last())
                .filter(number -> !there.contains(number))
                .boxed()
                .toList();
    }

    private SortedSet<Integer> answered() {
        var numbers = new TreeSet<Integer>();
        NUMBER.matcher(from.host().log(log))
                .results()
                .forEach(found -> numbers.add(Integer.valueOf(found.group(1))));
        return numbers;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
    }
}
