package io.skep.itests.quorum;

import io.skep.itests.quorum.Managers.Manager;
import io.skep.model.Writer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A process with three managers, each on a disk of its own. Under load it takes who leads and one
 * more off the network, says {@code cut} with their names, and waits for {@code go} with the disks
 * they have after the power cut; with these they start again. Says {@code wrong} with what is lost
 * or differs, and {@code whole} after each cut. The arguments: where the disks are mounted, how
 * many cuts, a seed.
 */
final class Halved {

    private static final int AT_A_TIME = 16;

    private final Path directory;
    private final Managers managers;
    private final Random random;
    private final BufferedReader orders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    private final Set<String> acknowledged = new ConcurrentSkipListSet<>();
    private int written;

    private Halved(Path directory, long seed) {
        this.directory = directory;
        this.managers = new Managers(directory);
        this.random = new Random(seed);
    }

    public static void main(String... arguments) throws Exception {
        var halved = new Halved(Path.of(arguments[0]), Long.parseLong(arguments[2]));
        halved.managers.form(3);
        for (int cut = 0; cut < Integer.parseInt(arguments[1]); cut++) {
            halved.cut();
        }
        say("figure C-03 acknowledged " + halved.acknowledged.size());
        say("end");
        Runtime.getRuntime().halt(0);
    }

    private void cut() throws Exception {
        var leader = managers.leader();
        var victims = List.of(leader, managers.followers().get(random.nextInt(2)));
        write(leader, 20 + random.nextInt(400));
        for (var victim : victims) {
            managers.hub.cut(victim.name);
        }
        say("cut " + victims.get(0).name + " " + victims.get(1).name);
        var disks = orders.readLine().split(" ");
        for (int at = 0; at < victims.size(); at++) {
            var victim = victims.get(at);
            victim.kill();
            run("umount", "-l", victim.home.toString());
            run("mount", "-o", "loop,commit=600", disks[at + 1], victim.home.toString());
        }
        managers.hub.mend();
        for (var victim : victims) {
            victim.again();
        }
        managers.leader();
        managers.agree();
        judge();
        say("whole");
    }

    /** Many are under way when it returns. */
    private void write(Manager leader, int count) throws InterruptedException {
        var free = new Semaphore(AT_A_TIME);
        for (int number = 0; number < count; number++) {
            free.acquire();
            var name = "n" + written++;
            leader.store
                    .update(
                            Writer.CONTROL,
                            draft -> {
                                Samples.set(draft, name, "v-" + name);
                                return name;
                            })
                    .whenComplete(
                            (done, failure) -> {
                                if (failure == null) {
                                    acknowledged.add(name);
                                }
                                free.release();
                            });
        }
    }

    private void judge() {
        for (var manager : managers.all.values()) {
            var lost = new TreeSet<>(acknowledged);
            lost.removeAll(Samples.names(manager.store.view()));
            if (!lost.isEmpty()) {
                say("wrong: " + manager.name + " lost " + lost);
            }
        }
        managers.ledger.faults().forEach(fault -> say("wrong: " + fault));
    }

    private void run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).directory(directory.toFile()).inheritIO().start();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("failed: " + List.of(command));
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
