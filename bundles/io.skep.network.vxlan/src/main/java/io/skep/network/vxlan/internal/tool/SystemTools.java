package io.skep.network.vxlan.internal.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The machine's own programs, as children of this process. Input and output go through files, so
 * that neither side ever waits for the other, however much there is. Those that go on after a line
 * that failed are kept, and given the next lines.
 */
public final class SystemTools implements Tools {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How programs of iproute2 are told to go on. */
    private static final List<String> GOES_ON = List.of("-force", "-batch", "-");

    private final List<String> before;
    private final Map<String, Batch> kept = new ConcurrentHashMap<>();

    /**
     * Programs of this machine.
     *
     * @param before what is put before every command, for example to enter a namespace; usually
     *     nothing
     */
    public SystemTools(List<String> before) {
        this.before = List.copyOf(before);
    }

    @Override
    public Outcome run(List<String> words, String input) {
        var all = new ArrayList<>(before);
        all.addAll(words);
        return words.subList(1, words.size()).equals(GOES_ON)
                ? kept.computeIfAbsent(words.get(0), any -> new Batch(all))
                        .run(input.lines().toList())
                : once(all, input);
    }

    private static Outcome once(List<String> all, String input) {
        try (var files = new Trail()) {
            Files.writeString(files.in, input);
            var process =
                    new ProcessBuilder(all)
                            .redirectInput(files.in.toFile())
                            .redirectOutput(files.out.toFile())
                            .redirectError(files.err.toFile())
                            .start();
            return files.outcome(ended(process));
        } catch (IOException absent) {
            return new Outcome(-1, "", String.valueOf(absent.getMessage()));
        }
    }

    @Override
    public void close() {
        kept.values().forEach(Batch::close);
    }

    private static int ended(Process process) {
        try {
            if (process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return -1;
    }

    /** Three files, as long as one program runs. */
    private static final class Trail implements AutoCloseable {

        private final Path in = Files.createTempFile("skep", ".in");
        private final Path out = Files.createTempFile("skep", ".out");
        private final Path err = Files.createTempFile("skep", ".err");

        private Trail() throws IOException {}

        private Outcome outcome(int exit) throws IOException {
            return new Outcome(exit, read(out), read(err));
        }

        private static String read(Path file) throws IOException {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            Files.delete(in);
            Files.delete(out);
            Files.delete(err);
        }
    }
}
