package io.skep.dns.engine.internal.upstream;

import io.skep.dns.engine.internal.zone.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's own servers: three at most, as its resolver takes them. Source: resolv.conf(5) */
final class Servers {

    private static final Logger log = LoggerFactory.getLogger(Servers.class);
    private static final int MOST = 3;

    private Servers() {}

    /** Those in the file, without our own addresses; none when it cannot be read. */
    static List<InetAddress> in(Path file, Set<InetAddress> own) {
        try (var lines = Files.lines(file)) {
            return lines.map(line -> line.strip().split("\\s+"))
                    .filter(words -> words.length > 1 && words[0].equals("nameserver"))
                    .flatMap(words -> Addresses.parsed(words[1]).stream())
                    .filter(address -> !own.contains(address))
                    .limit(MOST)
                    .toList();
        } catch (IOException | RuntimeException unreadable) {
            log.debug("dns: {} cannot be read", file, unreadable);
            return List.of();
        }
    }
}
