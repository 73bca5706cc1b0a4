package io.skep.tck.consensus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Threads, sockets and files of this process at one moment, without those of the seams' pool, the
 * test engine and the JDK.
 *
 * @param threads those alive
 * @param handles open sockets, by inode, and open files below the test's directory; none known
 *     where the system does not tell
 */
record Traces(Collection<Thread> threads, List<String> handles) {

    private static final Path OPEN = Path.of("/proc/self/fd");
    private static final List<String> NOT_THEIRS =
            List.of(
                    "skep-worker",
                    "skep-kit",
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
        } catch (IOException noSockets) {
            throw new UncheckedIOException(noSockets);
        }
    }

    static Traces now(Path directory) {
        var threads =
                Thread.getAllStackTraces().keySet().stream()
                        .filter(
                                thread ->
                                        NOT_THEIRS.stream().noneMatch(thread.getName()::startsWith))
                        .toList();
        return new Traces(threads, handles(directory));
    }

    /** What is here and was not before; a thread that is about to end may do so. */
    List<String> since(Traces before, Duration patience, Path directory) {
        var left = new ArrayList<String>();
        long deadline = System.nanoTime() + patience.toNanos();
        for (var thread : threads) {
            if (!before.threads.contains(thread) && staysAlive(thread, deadline)) {
                left.add("thread " + thread.getName());
            }
        }
        var still = handles(directory);
        for (var handle : handles) {
            if (still.contains(handle) && !before.handles.contains(handle)) {
                left.add(handle);
            }
        }
        return left;
    }

    /** Sockets that are here and were not before. */
    List<String> socketsSince(Traces before) {
        return handles.stream()
                .filter(handle -> handle.startsWith("socket:"))
                .filter(handle -> !before.handles.contains(handle))
                .toList();
    }

    private static boolean staysAlive(Thread thread, long deadline) {
        try {
            thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return thread.isAlive();
    }

    private static List<String> handles(Path directory) {
        if (!Files.isDirectory(OPEN)) {
            return List.of();
        }
        try (var files = Files.list(OPEN)) {
            return files.map(Traces::target)
                    .filter(to -> to.startsWith("socket:") || to.startsWith(directory.toString()))
                    .toList();
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
