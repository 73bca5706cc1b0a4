package io.skep.seam;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A container's {@code resolv.conf}, as a file of this machine. Containers have it mounted, so it
 * is changed in place, by one write that is never shorter than what was there: whoever reads it
 * meanwhile sees no file that is cut off. Source: resolv.conf(5)
 */
public final class ResolverFile {

    private static final int MOST = 1 << 16; // bytes; it is the container's to write, too
    private static final String WORD = "nameserver";

    private ResolverFile() {}

    /**
     * Has it name another server. What else it says stays: search list, options, comments.
     *
     * @param file the file; a symbolic link is not followed
     * @param from the only servers that it may name now, but for {@code to}
     * @param to the only one that it names afterwards
     * @return whether it names {@code to} and nobody else now; when it names others, or is longer
     *     than 64 KiB, it is left as it is
     * @throws IOException when it is not there, or cannot be read or written
     */
    public static boolean turn(Path file, Set<String> from, String to) throws IOException {
        try (var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS)) {
            if (channel.size() > MOST) {
                return false;
            }
            var text = read(channel);
            var servers = servers(text);
            if (servers.equals(Set.of(to))) {
                return true;
            }
            servers.remove(to);
            if (servers.isEmpty() || !from.containsAll(servers)) {
                return false;
            }
            write(channel, padded(turned(text, to), (int) channel.size()));
            return true;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(MOST);
        int count;
        do {
            count = channel.read(bytes, bytes.position());
        } while (count > 0 && bytes.hasRemaining());
        // every byte is a character, so that what is no text stays what it is
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    }

    private static Set<String> servers(String text) {
        return text.lines()
                .filter(ResolverFile::names)
                .map(line -> line.strip().substring(WORD.length()).strip())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean names(String line) {
        return line.strip().matches(WORD + "\\s.*");
    }

    private static String turned(String text, String to) {
        var others = text.lines().filter(line -> !names(line)).collect(Collectors.joining("\n"));
        return WORD + " " + to + "\n" + others.stripTrailing() + "\n";
    }

    private static byte[] padded(String text, int length) {
        var missing = Math.max(0, length - text.length());
        return (text + "\n".repeat(missing)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void write(FileChannel channel, byte[] content) throws IOException {
        var bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
            channel.write(bytes, bytes.position());
        }
    }
}
