package io.skep.itests.quorum;

import static io.skep.itests.quorum.Managers.outcome;

import io.skep.itests.quorum.Managers.Manager;
import io.skep.model.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;

/**
 * A process with three managers, each on a small disk of its own. The disk of a follower, of who
 * leads, and those of all become full while somebody writes. Says {@code wrong} with what is not as
 * it must be, figures, and {@code end}. The arguments: where the disks are, and whose become full.
 */
final class Cramped {

    private static final Duration RECOVERED = Duration.ofSeconds(30);
    private static final int BYTES = 200_000;
    // more than fits into what a log has set aside
    private static final int ENOUGH = 12;
    private static final int TRIES = 40;
    private static final int SOME = 3;

    private enum Who {
        FOLLOWER,
        LEADER,
        ALL
    }

    private final Managers managers;
    private final TreeSet<String> acknowledged = new TreeSet<>();
    private int written;

    private Cramped(Path directory) {
        managers = new Managers(directory);
    }

    public static void main(String... arguments) throws Exception {
        var cramped = new Cramped(Path.of(arguments[0]));
        cramped.managers.form(3);
        for (var who : arguments[1].split(" ")) {
            cramped.suffers(Who.valueOf(who));
        }
        cramped.judge();
        say("end");
        // threads of Ratis stay behind
        Runtime.getRuntime().halt(0);
    }

    private void suffers(Who who) throws Exception {
        write();
        var victims = victims(who);
        for (var victim : victims) {
            fill(victim);
        }
        int meanwhile = writtenMeanwhile(who == Who.ALL ? SOME : TRIES);
        say("figure C-12 " + who + " full: acknowledged meanwhile " + meanwhile);
        if (meanwhile < ENOUGH != (who == Who.ALL)) {
            say(
                    "wrong: "
                            + meanwhile
                            + " were acknowledged while the disk of "
                            + who
                            + " was full");
        }
        for (var victim : victims) {
            Files.delete(filler(victim));
        }
        recovers(who);
    }

    /** How many are acknowledged: more than there is room for, unless so many were not. */
    private int writtenMeanwhile(int patience) throws Exception {
        int before = acknowledged.size();
        int refused = 0;
        while (acknowledged.size() < before + ENOUGH && refused < patience) {
            refused += write() ? 0 : 1;
        }
        return acknowledged.size() - before;
    }

    private void recovers(Who who) throws Exception {
        var begun = System.nanoTime();
        for (var taken = write(); !taken; ) {
            taken = write();
        }
        managers.agree();
        var took = Duration.ofNanos(System.nanoTime() - begun);
        say("figure C-12 " + who + " has room again: " + took.toMillis() + " ms");
        if (took.compareTo(RECOVERED) > 0) {
            say("wrong: all agree only after " + took);
        }
    }

    private List<Manager> victims(Who who) throws Exception {
        return switch (who) {
            case FOLLOWER -> List.of(managers.followers().get(0));
            case LEADER -> List.of(managers.leader());
            case ALL -> List.copyOf(managers.all.values());
        };
    }

    private static Path filler(Manager manager) {
        return manager.home.resolve("filler");
    }

    private static void fill(Manager manager) throws IOException {
        try (var out = Files.newOutputStream(filler(manager))) {
            var bytes = new byte[4_096];
            while (true) {
                out.write(bytes);
            }
        } catch (IOException full) {
            if (!("" + full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    /** Tries to write something through who leads: whether that was acknowledged. */
    private boolean write() throws Exception {
        var name = "n" + written++;
        var leading = new ArrayList<>(managers.all.values());
        leading.removeIf(manager -> !manager.store.leading());
        if (leading.isEmpty()) {
            managers.pass(Duration.ofMillis(500));
            return false;
        }
        var taken = outcome(put(leading.get(0), name)).equals("done");
        if (taken) {
            acknowledged.add(name);
        }
        return taken;
    }

    private static CompletionStage<String> put(Manager manager, String name) {
        return manager.store.update(
                Writer.CONTROL,
                draft -> {
                    Samples.put(draft, name, BYTES);
                    return name;
                });
    }

    /** Everything acknowledged is there, with everybody, and nobody applied anything else. */
    private void judge() {
        for (var manager : managers.all.values()) {
            var lost = new TreeSet<>(acknowledged);
            lost.removeAll(Samples.names(manager.store.view()));
            if (!lost.isEmpty()) {
                say("wrong: " + manager.name + " lost " + lost);
            }
        }
        managers.ledger.faults().forEach(fault -> say("wrong: " + fault));
        say("figure C-12 acknowledged " + acknowledged.size() + " of " + written);
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
