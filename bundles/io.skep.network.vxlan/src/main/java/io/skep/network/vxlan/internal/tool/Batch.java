package io.skep.network.vxlan.internal.tool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program of iproute2 that is kept running and does what it reads: a process for each change
 * costs sixty times as much. It knows interfaces as they were when it met them, and ends at some
 * lines that fail whatever it was told; so after a complaint each line is tried by itself, by one
 * that was just started. Any thread. Blocks.
 */
final class Batch implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What both pipes can take, so that neither side waits for the other. */
    private static final int LINES = 100;

    private final List<String> words;
    private @Nullable Running running;

    /** One that is started when there is something to do. */
    Batch(List<String> words) {
        this.words = List.copyOf(words);
    }

    /** Has it do all lines, those after one that fails as well. Each may be done twice. */
    synchronized Tools.Outcome run(List<String> lines) {
        var complaints = new ArrayList<String>();
        try {
            for (int from = 0; from < lines.size(); from += LINES) {
                var some = lines.subList(from, Math.min(from + LINES, lines.size()));
                if (!told(some).isEmpty()) {
                    close();
                    for (var line : some) {
                        complaints.addAll(told(List.of(line)));
                    }
                }
            }
        } catch (IOException absent) {
            return new Tools.Outcome(-1, "", String.valueOf(absent.getMessage()));
        }
        return new Tools.Outcome(complaints.isEmpty() ? 0 : 1, "", String.join("\n", complaints));
    }

    /** What it complained of. */
    private List<String> told(List<String> lines) throws IOException {
        var program = running == null ? new Running(words) : running;
        running = program;
        var complaints = program.tell(lines);
        if (program.over) {
            close();
        }
        return complaints;
    }

    @Override
    public synchronized void close() {
        if (running != null) {
            running.end();
            running = null;
        }
    }

    /** A process, and how far it has read. */
    private static final class Running {

        /** No command, which it complains of, with the number of the line: so far it has come. */
        private static final String MARK = ".";

        private static final String UNKNOWN = "Object \".\" is unknown";

        private final Process process;
        private final Writer out;
        private final BufferedReader in;
        private int read;
        private boolean over;

        private Running(List<String> words) throws IOException {
            process =
                    new ProcessBuilder(words)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            out = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
            var errors = new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8);
            in = new BufferedReader(errors);
        }

        private List<String> tell(List<String> lines) {
            var answered = new CompletableFuture<Void>();
            answered.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(late -> killed());
            var complaints = new ArrayList<String>();
            try {
                out.write(String.join("\n", lines) + "\n" + MARK + "\n");
                out.flush();
                read += lines.size() + 1;
                hear(complaints);
            } catch (IOException ended) {
                over = true;
                complaints.add(String.valueOf(ended.getMessage()));
            } finally {
                answered.complete(null);
            }
            return complaints;
        }

        private void hear(List<String> complaints) throws IOException {
            var last = "Command failed -:" + read;
            var line = in.readLine();
            while (line != null && !line.equals(last)) {
                if (!line.startsWith(UNKNOWN)) {
                    complaints.add(line);
                }
                line = in.readLine();
            }
            if (line == null) {
                over = true;
                complaints.add("it ended");
            }
        }

        private @Nullable Void killed() {
            process.destroyForcibly();
            return null;
        }

        /** At the end of what it reads it ends by itself. */
        private void end() {
            try (in) {
                out.close();
            } catch (IOException gone) {
                over = true;
            }
            process.destroy();
        }
    }
}
