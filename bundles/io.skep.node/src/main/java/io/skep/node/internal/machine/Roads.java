package io.skep.node.internal.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the machine reaches over interfaces of its own, as CIDR: networks of containers must not be
 * laid over that. The way to everything else does not count, nor do bridges of container engines
 * and of ours. IPv4, since underlays are.
 */
public final class Roads {

    private static final Path KERNEL = Path.of("/proc/net/route");
    private static final Pattern BRIDGES =
            Pattern.compile("docker\\d+|docker_gwbridge|br-[0-9a-f]+|veth.*|sk-.*|lo");
    private static final int DESTINATION = 1;
    private static final int MASK = 7;
    private static final int HEX = 16;
    private static final int BYTE = 0xff;

    private Roads() {}

    /** Of this machine; none where nobody tells. */
    public static SortedSet<String> ofMachine() {
        try {
            return read(Files.readAllLines(KERNEL));
        } catch (IOException elsewhere) {
            return new TreeSet<>();
        }
    }

    static SortedSet<String> read(List<String> table) {
        var roads = new TreeSet<String>();
        for (var line : table.subList(Math.min(1, table.size()), table.size())) {
            var words = line.strip().split("\\s+");
            if (words.length > MASK && !BRIDGES.matcher(words[0]).matches()) {
                int bits = Integer.bitCount(Integer.parseUnsignedInt(words[MASK], HEX));
                if (bits > 0) {
                    roads.add(address(words[DESTINATION]) + "/" + bits);
                }
            }
        }
        return roads;
    }

    /** The kernel prints the bytes as they lie in memory: the last one first. */
    private static String address(String hex) {
        int number = Integer.parseUnsignedInt(hex, HEX);
        return "%d.%d.%d.%d"
                .formatted(
                        number & BYTE,
                        number >> Byte.SIZE & BYTE,
                        number >> 2 * Byte.SIZE & BYTE,
                        number >>> 3 * Byte.SIZE);
    }
}
