package io.skep.itests.quorum;

import static io.skep.itests.quorum.Managers.outcome;

import io.skep.itests.quorum.Managers.Manager;
import io.skep.model.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A process with three managers. For a while nothing in it can be put in the place of anything
 * else: every rename fails with EIO. Meanwhile somebody writes, and leaders and members change.
 * Says {@code wrong} with what is not as it must be, figures, and {@code end}. The arguments: where
 * the managers' files are, and how often.
 */
final class Failing {

    private static final Duration RECOVERED = Duration.ofSeconds(30);
    private static final Duration A_WHILE = Duration.ofSeconds(2);
    private static final List<String> USUAL = List.of("m1", "m2", "m3");
    private static final int SOME = 10;

    private final Path directory;
    private final Managers managers;
    private final TreeSet<String> acknowledged = new TreeSet<>();
    private int written;

    private Failing(Path directory) {
        this.directory = directory;
        managers = new Managers(directory);
    }

    public static void main(String... arguments) throws Exception {
        var failing = new Failing(Path.of(arguments[0]));
        failing.managers.form(USUAL.size());
        for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
            failing.suffers(round % 2 == 0);
            failing.startsAgain();
        }
        say("figure C-13 acknowledged " + failing.acknowledged.size() + " of " + failing.written);
        say("end");
        // threads of Ratis stay behind
        Runtime.getRuntime().halt(0);
    }

    private void suffers(boolean members) throws Exception {
        writeSome();
        if (members) {
            managers.begin("m4");
        }
        var strace = fail();
        writeSome();
        if (members) {
            somebodyComes();
        }
        anotherLeads();
        writeSome();
        strace.destroy();
        strace.waitFor();
        recovers();
    }

    /** Whether or not it became a member. */
    private void goes(Manager fourth) throws Exception {
        var gone = false;
        while (!gone) {
            var leader = managers.leader();
            gone =
                    leader.store.members().size() == USUAL.size()
                            || outcome(leader.store.change(managers.without(fourth.name), A_WHILE))
                                    .equals("done");
        }
        fourth.kill();
        fourth.wipe();
    }

    private void somebodyComes() throws Exception {
        var leader = managers.leader();
        var change = leader.store.change(managers.with("m4"), A_WHILE);
        say("figure C-13 a change of members meanwhile: " + outcome(change));
    }

    /** Nobody may be elected for as long as no vote can be kept. */
    private void anotherLeads() throws Exception {
        var leading = leading();
        leading.forEach(manager -> managers.hub.cut(manager.name));
        managers.pass(A_WHILE);
        managers.hub.mend();
    }

    private Process fail() throws Exception {
        var self = "" + ProcessHandle.current().pid();
        var renames = "rename,renameat,renameat2";
        var strace =
                new ProcessBuilder(
                                "strace",
                                "-f",
                                "-qq",
                                "-o",
                                "/dev/null",
                                "-p",
                                self,
                                "-e",
                                "trace=" + renames,
                                "-e",
                                "inject=" + renames + ":error=EIO")
                        .redirectErrorStream(true)
                        .start();
        while (renames()) {
            if (!strace.isAlive()) {
                throw new IOException(new String(strace.getInputStream().readAllBytes()));
            }
        }
        return strace;
    }

    private boolean renames() throws IOException {
        var fresh = Files.write(directory.resolve("probe.tmp"), new byte[0]);
        try {
            Files.move(fresh, directory.resolve("probe"), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException failed) {
            return false;
        }
    }

    private void recovers() throws Exception {
        var begun = System.nanoTime();
        for (var taken = write(); !taken; ) {
            taken = write();
        }
        if (managers.all.containsKey("m4")) {
            goes(managers.all.get("m4"));
        }
        managers.agree();
        var took = Duration.ofNanos(System.nanoTime() - begun);
        say("figure C-13 renames work again: " + took.toMillis() + " ms");
        if (took.compareTo(RECOVERED) > 0) {
            say("wrong: all agree only after " + took);
        }
    }

    /** On what is on their disks now. */
    private void startsAgain() throws Exception {
        for (var manager : new ArrayList<>(managers.all.values())) {
            manager.kill();
        }
        for (var name : USUAL) {
            managers.restart(name);
        }
        managers.leader();
        managers.agree();
        judge();
    }

    private void writeSome() throws Exception {
        for (int at = 0; at < SOME; at++) {
            write();
        }
    }

    /** Tries to write something through who leads: whether that was acknowledged. */
    private boolean write() throws Exception {
        var name = "n" + written++;
        var leading = leading();
        if (leading.isEmpty()) {
            managers.pass(Duration.ofMillis(100));
            return false;
        }
        var taken = outcome(leading.get(0).write(name)).equals("done");
        if (taken) {
            acknowledged.add(name);
        }
        return taken;
    }

    private List<Manager> leading() {
        return managers.all.values().stream().filter(manager -> manager.store.leading()).toList();
    }

    /** Everything acknowledged is there, with everybody, and nobody applied anything else. */
    private void judge() {
        for (var manager : managers.all.values()) {
            var lost = new TreeSet<>(acknowledged);
            lost.removeAll(Samples.names(manager.store.view()));
            if (!lost.isEmpty()) {
                say("wrong: " + manager.name + " lost " + lost);
            }
            var members = manager.store.members().keySet().stream().map(NodeId::value).toList();
            if (!members.equals(USUAL)) {
                say("wrong: " + manager.name + " takes for members " + members);
            }
        }
        managers.ledger.faults().forEach(fault -> say("wrong: " + fault));
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
