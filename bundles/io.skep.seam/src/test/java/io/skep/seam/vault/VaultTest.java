package io.skep.seam.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.seam.Disk;
import io.skep.seam.Entropy;
import io.skep.seam.Loop;
import io.skep.seam.Seams;
import io.skep.seam.Time;
import io.skep.seam.Workers;
import io.skep.seam.system.SystemSeams;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S-09, A19: never a disk nobody can decipher, never a bare key after the lock was turned. */
class VaultTest {

    private static final byte[] LOCK = "0123456789abcdef0123456789abcdef".getBytes();
    private static final byte[] OTHER = "another key of thirty-two bytes!".getBytes();
    private static final byte[] CANARY = "canary".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> OWNERS = List.of("certificates", "slice");

    private static final String UNFINISHED = ".tmp";

    @TempDir Path directory;

    @Test
    void sealsFilesAndOpensThemAfterARestart() {
        var box = new Box();
        box.seams().disk("slice").replace("a", CANARY);

        var after = box.restarted();

        assertArrayEquals(CANARY, after.seams().disk("slice").read("a").orElseThrow());
        assertFalse(after.holds("canary"));
    }

    @Test
    void leavesCertificatesReadable() {
        var box = new Box();

        box.seams().disk("certificates").replace("node.crt", CANARY);

        assertTrue(box.holds("canary"));
    }

    @Test
    void startsLockedAndOpensForItsKeyOnly() {
        var box = new Box();
        box.seams().disk("slice").replace("a", CANARY);
        assertTrue(box.vault().lock(LOCK));

        var after = box.restarted();

        assertTrue(after.vault().isLocked());
        assertThrows(SealException.class, () -> after.seams().disk("slice").read("a"));
        for (int i = 0; i < 100; i++) {
            assertFalse(after.vault().unlock(OTHER));
        }
        assertTrue(after.vault().isLocked());
        assertTrue(after.vault().unlock(LOCK));
        assertArrayEquals(CANARY, after.seams().disk("slice").read("a").orElseThrow());
    }

    @Test
    void usesNoKeyThatWasBareOnceEverythingIsSealedAnew() {
        var box = new Box();
        box.seams().disk("slice").replace("a", CANARY);
        var bare = box.files.get("node/keys");
        var old = box.files.get("slice/a");
        box.vault().lock(LOCK);

        box.seams().reseal(OWNERS);

        assertFalse(box.vault().isUnsettled());
        box.files.put("node/keys", bare);
        var thief = new Box(box.files);
        assertThrows(SealException.class, () -> thief.seams().disk("slice").read("a"));
        box.files.put("slice/a", old);
        assertArrayEquals(CANARY, thief.seams().disk("slice").read("a").orElseThrow());
    }

    @Test
    void takesAnotherLockWithoutSealingFilesAnew() {
        var box = new Box();
        box.vault().lock(LOCK);
        box.seams().reseal(OWNERS);

        assertFalse(box.vault().lock(OTHER));

        var after = box.restarted();
        assertFalse(box.vault().isUnsettled());
        assertFalse(after.vault().unlock(LOCK));
        assertTrue(after.vault().unlock(OTHER));
    }

    /** On, sealed anew, another lock, off: killed before and after each write and each rename. */
    @Test
    void S_09_opensWithTheOldOrTheNewKeyWhereverItIsKilled() {
        var opened = new ArrayList<String>();
        boolean killed = true;
        for (int step = 0; killed; step++) {
            var box = new Box();
            box.seams().disk("slice").replace("a", CANARY);
            box.seams().disk("certificates").replace("key", CANARY);
            box.dieAfter(step);
            killed = box.diesWhen(VaultTest::lockRotateAndBare);

            var after = box.restarted();

            var opens = opens(after);
            if (opened.isEmpty() || !opened.get(opened.size() - 1).equals(opens)) {
                opened.add(opens);
            }
            after.seams().reseal(OWNERS);
            assertArrayEquals(CANARY, after.seams().disk("slice").read("a").orElseThrow());
            assertArrayEquals(CANARY, after.seams().disk("certificates").read("key").orElseThrow());
        }
        assertEquals(List.of("bare", "the first", "the second", "bare"), opened);
    }

    private static void lockRotateAndBare(Box box) {
        box.vault().lock(LOCK);
        box.seams().reseal(OWNERS);
        box.vault().lock(OTHER);
        box.vault().bare();
    }

    /** What it opens with; while that is a lock nothing on its disk opens without. */
    private static String opens(Box box) {
        assertFalse(box.holds("canary"));
        if (!box.vault().isLocked()) {
            return "bare";
        }
        assertFalse(box.holdsBareKeys());
        boolean first = box.vault().unlock(LOCK);
        assertTrue(first || box.vault().unlock(OTHER), "neither key opens it");
        return first ? "the first" : "the second";
    }

    /** Off was cut off before it took place, and the lock is kept: then nothing may lie there. */
    @Test
    void S_09_leavesNoBareKeysOfALockThatStays() {
        var box = new Box();
        box.vault().lock(LOCK);
        box.dieAfter(1);
        assertTrue(box.diesWhen(it -> it.vault().bare()));
        assertTrue(box.holdsBareKeys());

        var after = box.restarted();

        assertTrue(after.vault().isLocked());
        assertFalse(after.holdsBareKeys());
        assertTrue(after.vault().unlock(LOCK));
    }

    @Test
    void opensNothingAfterItWasReset() {
        var box = new Box();
        box.vault().lock(LOCK);
        box.seams().disk("slice").replace("a", CANARY);

        box.vault().reset();

        assertFalse(box.vault().isLocked());
        assertThrows(SealException.class, () -> box.seams().disk("slice").read("a"));
    }

    @Test
    void refusesAFileThatWasChangedOrMoved() {
        var box = new Box();
        box.seams().disk("slice").replace("a", CANARY);
        var sealed = box.files.get("slice/a");
        box.files.put("slice/b", sealed.clone());
        sealed[sealed.length - 1] ^= 1;

        assertThrows(SealException.class, () -> box.seams().disk("slice").read("a"));
        assertThrows(SealException.class, () -> box.seams().disk("slice").read("b"));
    }

    @Test
    void readsWhatWasWrittenBeforeThereWasAVault() {
        var box = new Box();
        box.files.put("slice/a", CANARY.clone());

        assertArrayEquals(CANARY, box.seams().disk("slice").read("a").orElseThrow());
        box.seams().reseal(OWNERS);

        assertFalse(box.holds("canary"));
    }

    @Test
    void worksOnRealFiles() {
        try (var real = new SystemSeams(directory, 1)) {
            var vault = new Vault(real.disk("node"), real.entropy());
            new SealedSeams(real, vault).disk("slice").jot("a", CANARY);
            vault.lock(LOCK);

            var again = new Vault(real.disk("node"), real.entropy());

            assertTrue(again.isLocked());
            assertTrue(again.unlock(LOCK));
            assertArrayEquals(
                    CANARY, new SealedSeams(real, again).disk("slice").read("a").orElseThrow());
        }
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A machine's disks in memory, which may die at a write. */
    private static final class Box implements Seams {

        private final Map<String, byte[]> files;
        private final Entropy entropy;
        private final Vault vault;
        private final SealedSeams sealed;
        private int steps = Integer.MAX_VALUE;

        Box() {
            this(new TreeMap<>());
        }

        Box(Map<String, byte[]> files) {
            this.files = files;
            this.entropy = new SystemSeams(Path.of("unused"), 1).entropy();
            this.vault = new Vault(disk("node"), entropy);
            this.sealed = new SealedSeams(this, vault);
        }

        Vault vault() {
            return vault;
        }

        SealedSeams seams() {
            return sealed;
        }

        Box restarted() {
            return new Box(new TreeMap<>(files));
        }

        /** After so many steps; a replacement has two: what is new is written, and renamed. */
        void dieAfter(int more) {
            steps = more;
        }

        boolean diesWhen(Consumer<Box> deed) {
            try {
                deed.accept(this);
                return false;
            } catch (Killed killed) {
                return true;
            }
        }

        private void step() {
            if (steps-- <= 0) {
                throw new Killed();
            }
        }

        boolean holdsBareKeys() {
            return files.entrySet().stream()
                    .filter(it -> it.getKey().startsWith("node/" + Vault.FILE))
                    .anyMatch(it -> it.getValue()[0] == 'B');
        }

        boolean holds(String text) {
            return files.values().stream()
                    .anyMatch(it -> new String(it, StandardCharsets.ISO_8859_1).contains(text));
        }

        @Override
        public Time time() {
            throw new UnsupportedOperationException("a vault asks for no time");
        }

        @Override
        public Loop loop(String name) {
            throw new UnsupportedOperationException("a vault has no loop");
        }

        @Override
        public Workers workers() {
            throw new UnsupportedOperationException("a vault needs no workers");
        }

        @Override
        public Entropy entropy() {
            return entropy;
        }

        @Override
        public Disk disk(String owner) {
            return new Disk() {
                @Override
                public Optional<byte[]> read(String name) {
                    return Optional.ofNullable(files.get(owner + "/" + name));
                }

                @Override
                public void replace(String name, byte[] content) {
                    step();
                    files.put(owner + "/" + name + UNFINISHED, content);
                    step();
                    files.remove(owner + "/" + name + UNFINISHED);
                    files.put(owner + "/" + name, content);
                }

                @Override
                public void sweep(String name) {
                    files.remove(owner + "/" + name + UNFINISHED);
                }

                @Override
                public void delete(String name) {
                    step();
                    files.remove(owner + "/" + name);
                }

                @Override
                public List<String> names() {
                    return files.keySet().stream()
                            .filter(it -> it.startsWith(owner + "/"))
                            .map(it -> it.substring(owner.length() + 1))
                            .filter(it -> !it.endsWith(UNFINISHED))
                            .toList();
                }
            };
        }
    }
}
