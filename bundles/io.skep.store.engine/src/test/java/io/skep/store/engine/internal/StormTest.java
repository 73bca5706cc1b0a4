package io.skep.store.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.Writer;
import io.skep.tck.consensus.memory.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Crashes, lost leaders, lost answers, partitions, snapshots and bundles that come and go, on many
 * seeds: nothing acknowledged is lost, nothing refused is written, nothing is written twice, and
 * members at the same index have the same digest. {@code -Dskep.seed=N} replays one, {@code
 * -Dskep.seeds=N} tries as many.
 */
class StormTest {

    private static final int SEEDS = Integer.getInteger("skep.seeds", 120);
    private static final int STEPS = 120;

    @TempDir private Path directory;

    @SuppressWarnings("NullAway.Init")
    StormTest() {}

    @Test
    void STO_4_nothingAcknowledgedIsLostInAnyStorm() throws IOException {
        var only = Long.getLong("skep.seed");
        var last = only == null ? SEEDS : only;
        for (long seed = only == null ? 1 : only; seed <= last; seed++) {
            new Storm(seed, Files.createDirectory(directory.resolve("s" + seed))).run();
        }
    }

    private static final class Storm {

        private final Rig rig;
        private final String seed;
        private final Map<String, CompletableFuture<Integer>> writes = new TreeMap<>();
        private final Map<Long, String> digests = new TreeMap<>();

        Storm(long seed, Path directory) {
            this.seed = "seed " + seed;
            rig = new Rig(seed, directory, "a", "b", "c");
        }

        void run() {
            rig.group.delay(() -> rig.kernel.between(Duration.ZERO, Duration.ofMillis(40)));
            rig.group.election(() -> rig.kernel.between(Duration.ZERO, Duration.ofMillis(400)));
            rig.group.fates(this::fate);
            rig.start();
            for (int step = 0; step < STEPS; step++) {
                fault(rig.kernel.below(24));
                write();
                rig.pass(rig.kernel.between(Duration.ZERO, Duration.ofMillis(200)));
                compareDigests();
            }
            calm();
            verify();
        }

        private Fate fate() {
            return switch (rig.kernel.below(30)) {
                case 0 -> Fate.LOST;
                case 1 -> Fate.COMMITTED_UNHEARD;
                case 2 -> Fate.OVERLOADED;
                default -> Fate.COMMITTED;
            };
        }

        private Rig.Manager any() {
            return List.copyOf(rig.managers.values()).get(rig.kernel.below(3));
        }

        private void fault(int kind) {
            var manager = any();
            switch (kind) {
                case 0 -> manager.crash();
                case 1, 2, 3 -> up(manager);
                case 4 -> rig.group.loseLeadership();
                case 5 -> rig.group.isolate(manager.name);
                case 6, 7, 8 -> rig.group.heal(manager.name);
                case 9 -> manager.store.compact();
                case 10 -> manager.store.release(manager.provider);
                case 11, 12 -> replug(manager);
                case 13 -> rig.pass(Duration.ofSeconds(rig.kernel.below(30)));
                default -> {}
            }
        }

        private static void up(Rig.Manager manager) {
            if (!manager.up) {
                manager.start();
            }
        }

        private static void replug(Rig.Manager manager) {
            manager.store.release(manager.provider);
            manager.store.bind(manager.provider);
        }

        /** Some updates at once, so that they are drafted on one another. */
        private void write() {
            var manager = any();
            for (int i = rig.kernel.below(4); i >= 0; i--) {
                var id = "w" + writes.size();
                writes.put(
                        id,
                        manager.update(
                                Writer.CONTROL,
                                draft -> {
                                    Samples.putConfig(draft, id);
                                    return PipelineTest.count(draft);
                                }));
            }
        }

        private void compareDigests() {
            for (var manager : rig.managers.values()) {
                manager.store
                        .engine()
                        .ifPresent(
                                engine ->
                                        assertEquals(
                                                digests.computeIfAbsent(
                                                        manager.state().index(),
                                                        index -> engine.digest()),
                                                engine.digest(),
                                                seed));
            }
        }

        private void calm() {
            rig.group.fates(() -> Fate.COMMITTED);
            for (var manager : rig.managers.values()) {
                replug(manager);
                rig.pass(Duration.ofSeconds(1));
                up(manager);
                rig.group.heal(manager.name);
            }
            rig.pass(Duration.ofSeconds(40));
            rig.leader().write("end");
            rig.pass(Duration.ofSeconds(1));
        }

        private void verify() {
            var end = rig.leader();
            rig.assertNothingFailed();
            int there = 0;
            for (var write : writes.entrySet()) {
                var has = end.has(write.getKey());
                there += has ? 1 : 0;
                var outcome = Rig.outcome(write.getValue());
                var what = seed + ": " + write.getKey() + " " + outcome;
                switch (outcome) {
                    case "NOT_LEADER" -> assertTrue(!has, what);
                    case "CLOSED" -> assertTrue(!has, what);
                    case "TIMED_OUT", "waits" -> {}
                    default -> assertTrue(has && outcome.matches("\\d+"), what);
                }
            }
            assertEquals(there, PipelineTest.counted(end.state()), seed + ": written twice");
            for (var manager : rig.managers.values()) {
                assertEquals(end.digest(), manager.digest(), seed);
                assertEquals(
                        SnapshotTest.everything(end.state()),
                        SnapshotTest.everything(manager.state()),
                        seed);
            }
        }
    }
}
