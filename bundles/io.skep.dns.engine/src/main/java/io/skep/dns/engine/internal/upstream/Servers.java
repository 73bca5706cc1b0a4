package io.skep.dns.engine.internal.upstream;

import io.skep.dns.engine.internal.zone.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is asked: three at most, as resolvers take them, and never ourselves. Source: resolv.conf(5)
 */
final class Servers {

    private static final Logger log = LoggerFactory.getLogger(Servers.class);
    private static final int MOST = 3;

    private final Path file;
    private final Supplier<Set<InetAddress>> own;

    /** The machine's are those in a file, which is read each time, so that it may change. */
    Servers(Path file, Supplier<Set<InetAddress>> own) {
        this.file = file;
        this.own = own;
    }

    /** Those that are given; the machine's when none are. */
    List<InetAddress> orElseTheMachines(List<InetAddress> given) {
        var theirs = others(given.stream());
        return theirs.isEmpty() ? machines() : theirs;
    }

    /** None when the file cannot be read. */
    private List<InetAddress> machines() {
        try (var lines = Files.lines(file)) {
            return others(
                    lines.map(line -> line.strip().split("\\s+"))
                            .filter(words -> words.length > 1 && words[0].equals("nameserver"))
                            .flatMap(words -> Addresses.parsed(words[1]).stream()));
        } catch (IOException | RuntimeException unreadable) {
            log.debug("dns: {} cannot be read", file, unreadable);
            return List.of();
        }
    }

    private List<InetAddress> others(Stream<InetAddress> all) {
        var ourselves = own.get();
        return all.filter(address -> !ourselves.contains(address)).limit(MOST).toList();
    }
}
