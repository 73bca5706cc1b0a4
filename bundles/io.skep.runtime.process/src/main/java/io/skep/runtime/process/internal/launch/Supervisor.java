package io.skep.runtime.process.internal.launch;

import io.skep.runtime.process.internal.box.Box;
import io.skep.runtime.spi.RuntimeFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Starts and signals boxes. Blocks: for worker threads. */
public final class Supervisor {

    /** Where system programs are. */
    public static final String PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final String SCRIPT = "supervise.sh";
    // sets the supervisor free: it is nobody's child when the outer shell has ended

    // a node may go before other processes; what it runs does not
    private static final String DETACH =
            "n=$(nice); [ \"$n\" -lt 0 ] || n=0;"
                    + " nice -n $((0 - n)) setsid sh \"$@\" < /dev/null > /dev/null 2>&1 &";
    private static final long PATIENCE_SECONDS = 10;

    private final Cgroups cgroups;

    /** A supervisor that limits what it can. */
    public Supervisor(Cgroups cgroups) {
        this.cgroups = cgroups;
    }

    /** Starts a box's program, once: later calls find that it was started. */
    public void start(Box box) {
        if (box.started().isPresent()) {
            return;
        }
        var recipe = box.recipe();
        var command = new ArrayList<>(List.of("sh", "-c", DETACH, "sh"));
        command.add(script(box.directory()).toString());
        command.add(box.directory().toString());
        command.add(recipe.directory());
        command.add(cgroups.limit(box.name(), recipe.limits()));
        command.add(Long.toString(recipe.oomScoreAdj()));
        command.addAll(Ulimits.wrap(recipe.ulimits()));
        command.addAll(List.of("env", "-i"));
        command.addAll(recipe.env());
        command.addAll(recipe.command());
        run(command);
    }

    private static Path script(Path directory) {
        var script = directory.resolve(SCRIPT);
        try (var text = Supervisor.class.getResourceAsStream(SCRIPT)) {
            Files.write(script, Objects.requireNonNull(text, SCRIPT).readAllBytes());
            return script;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Sends a signal to a box's whole process group, if it runs. */
    public void signal(Box box, String signal) {
        box.running()
                .ifPresent(
                        pid ->
                                run(
                                        List.of(
                                                "sh",
                                                "-c",
                                                "kill -s \"$0\" -- \"-$1\" || true",
                                                signal,
                                                Long.toString(pid))));
    }

    private static void run(List<String> command) {
        try {
            var builder =
                    new ProcessBuilder(command)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            builder.environment().put("PATH", PATH);
            var process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw RuntimeFailure.temporary(command.get(0) + " does not end");
            }
        } catch (IOException failure) {
            throw RuntimeFailure.temporary(
                    "cannot run " + command.get(0) + ": " + failure.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw RuntimeFailure.temporary("interrupted");
        }
    }
}
