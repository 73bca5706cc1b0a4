package io.skep.itests.quorum;

import io.skep.model.Writer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * A process with three managers. It says what they have, and then goes on writing numbers and
 * saying which of them were acknowledged, until somebody ends it. The arguments: a directory, the
 * first number, how many at a time. With {@code careless} instead of a number it writes them to a
 * plain file and syncs nothing.
 */
final class Trio {

    private static final List<String> NAMES = List.of("m1", "m2", "m3");

    private Trio() {}

    public static void main(String... arguments) throws Exception {
        var directory = Path.of(arguments[0]);
        if (arguments[1].equals("careless")) {
            careless(directory.resolve("careless"));
        } else {
            agreeing(directory, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        }
    }

    private static void agreeing(Path directory, int first, int most) throws Exception {
        var managers = new Managers(directory);
        if (Files.exists(directory.resolve("m1"))) {
            for (var name : NAMES) {
                managers.restart(name);
            }
        } else {
            managers.form(NAMES.size());
        }
        managers.leader();
        managers.agree();
        say("have " + String.join(" ", Samples.names(managers.leader().store.view())));
        write(managers, first, new Semaphore(most));
    }

    private static void write(Managers managers, int first, Semaphore free) throws Exception {
        for (int number = first; ; number++) {
            free.acquire();
            var name = "n" + number;
            managers.leader()
                    .store
                    .update(
                            Writer.CONTROL,
                            draft -> {
                                Samples.set(draft, name, "v-" + name);
                                return name;
                            })
                    .whenComplete(
                            (done, failure) -> {
                                say((failure == null ? "acked " : "failed ") + name);
                                free.release();
                            });
        }
    }

    private static void careless(Path file) throws IOException {
        say("have " + (Files.exists(file) ? Files.readString(file).replace('\n', ' ') : ""));
        try (var out = Files.newOutputStream(file)) {
            for (int number = 0; number < 100; number++) {
                out.write(("n" + number + "\n").getBytes(StandardCharsets.US_ASCII));
                say("acked n" + number);
            }
            System.in.read();
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
