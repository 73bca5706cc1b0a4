package io.skep.tck.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Threads and sockets of this process at one moment, without those of the seams' pool, the test
 * engine and the JDK.
 *
 * @param threads those alive
 * @param sockets by inode; none known where the system does not tell
 */
record Traces(Collection<Thread> threads, List<String> sockets) {

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final List<String> NOT_THEIRS =
            List.of(
                    "skep-worker",
                    "process reaper",
                    "Common-Cleaner",
                    "Cleaner-",
                    "junit",
                    "JUnit",
                    "surefire",
                    "Attach Listener",
                    "ForkJoinPool.commonPool",
                    "CompletableFutureDelayScheduler");

    static {
        // the JDK keeps a socket for itself from the first use of any on
        try {
            SocketChannel.open().close();
            SocketChannel.open(StandardProtocolFamily.UNIX).close();
        } catch (IOException | UnsupportedOperationException noSockets) {
            throw new IllegalStateException(noSockets);
        }
    }

    static Traces now() {
        var threads =
                Thread.getAllStackTraces().keySet().stream()
                        .filter(
                                thread ->
                                        NOT_THEIRS.stream().noneMatch(thread.getName()::startsWith))
                        .toList();
        return new Traces(threads, openSockets());
    }

    /** What is here and was not before; a thread that is about to end may do so. */
    List<String> since(Traces before, Duration patience) {
        var left = new ArrayList<String>();
        for (var thread : threads) {
            if (!before.threads.contains(thread) && staysAlive(thread, patience)) {
                left.add("thread " + thread.getName());
            }
        }
        for (var socket : openSockets()) {
            if (sockets.contains(socket) && !before.sockets.contains(socket)) {
                left.add(socket);
            }
        }
        return left;
    }

    private static boolean staysAlive(Thread thread, Duration patience) {
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return thread.isAlive();
    }

    private static List<String> openSockets() {
        if (!Files.isDirectory(OPEN_FILES)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(OPEN_FILES)) {
            return files.map(Traces::target).filter(to -> to.startsWith("socket:")).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
