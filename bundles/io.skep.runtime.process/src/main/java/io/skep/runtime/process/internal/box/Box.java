package io.skep.runtime.process.internal.box;

import io.skep.codec.Codec;
import io.skep.model.ContainerStatus;
import io.skep.runtime.spi.Health;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.Observed.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A task's directory. The supervisor writes {@code started}, {@code supervisor}, {@code process}
 * and {@code exit} into it, each at once; so what is true can be read at any time by anybody.
 */
public final class Box {

    /** Exit code when nobody could write the real one down, as Docker does after a power cut. */
    private static final int UNKNOWN_CODE = 255;

    private static final Duration START = Duration.ofSeconds(10);

    private final Path directory;
    private final Recipe recipe;

    Box(Path directory, Recipe recipe) {
        this.directory = directory;
        this.recipe = recipe;
    }

    static Box read(Path directory) throws IOException {
        var bytes = Files.readAllBytes(directory.resolve(Boxes.RECIPE));
        return new Box(directory, Codec.value(bytes, Recipe.class));
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    /** What it runs. */
    public Recipe recipe() {
        return recipe;
    }

    /** Its name: the task's id. */
    public String name() {
        return directory.getFileName().toString();
    }

    /** How its process is, with this health. */
    public Observed look(Health health) {
        var exit = line("exit");
        if (exit.isEmpty() && started().isPresent() && isLost()) {
            // the supervisor may have written it a moment ago, before it ended
            exit = line("exit");
            return exit.isPresent() ? exited(exit.get()) : lost();
        }
        return exit.isPresent() ? exited(exit.get()) : notEnded(health);
    }

    private Observed notEnded(Health health) {
        return process()
                .map(pid -> seen(Phase.RUNNING, pid.number(), 0, health, ""))
                .orElseGet(() -> seen(Phase.CREATED, 0, 0, Health.NONE, ""));
    }

    private Observed exited(String code) {
        return seen(Phase.EXITED, 0, Integer.parseInt(code), Health.NONE, "");
    }

    private Observed lost() {
        return seen(
                Phase.EXITED,
                0,
                UNKNOWN_CODE,
                Health.NONE,
                "its supervisor ended before it could write the exit code down");
    }

    private boolean isLost() {
        return supervisor()
                .map(pid -> !pid.isAlive())
                .orElseGet(
                        () ->
                                started()
                                        .map(at -> at.plus(START).isBefore(Instant.now()))
                                        .orElse(false));
    }

    private Observed seen(Phase phase, long pid, int code, Health health, String error) {
        var status = new ContainerStatus(name(), pid, code);
        return new Observed(phase, status, health, recipe.ports(), error);
    }

    /** Whether somebody began to start it. */
    public Optional<Instant> started() {
        try {
            return Optional.of(Files.getLastModifiedTime(directory.resolve("started")).toInstant());
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    /** The number of its process, which leads a process group, while it runs. */
    public Optional<Long> running() {
        return process().filter(Pid::isAlive).map(Pid::number);
    }

    private Optional<Pid> process() {
        return pid("process");
    }

    private Optional<Pid> supervisor() {
        return pid("supervisor");
    }

    private Optional<Pid> pid(String file) {
        return line("boot").flatMap(boot -> line(file).map(stat -> Pid.of(stat, boot)));
    }

    private Optional<String> line(String file) {
        try {
            return Optional.of(Files.readString(directory.resolve(file)).strip());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
