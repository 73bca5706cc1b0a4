package io.skep.itests.quorum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.itests.hosts.Disk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What the system is asked for before an answer is given, one write at a time. */
@Timeout(300)
class SyncTest {

    private static final int WRITES = 60;
    private static final int OURS = 400;
    private static final Pattern CALL =
            Pattern.compile("^(\\d+) +(write|pwrite64|fsync|fdatasync)\\((.*)");
    private static final Pattern RESUMED =
            Pattern.compile(
                    "^(\\d+) +<\\.\\.\\. (fsync|fdatasync) resumed>.* = 0(?: \\(DELAYED\\))?$");
    private static final Pattern LOG = Pattern.compile("/(m[123])/.*/log_");
    private static final Pattern OK = Pattern.compile("= 0( \\(DELAYED\\))?$");
    private static final Pattern FAILED = Pattern.compile("= -1 E[A-Z]+ .*$");
    private static final String BEGINNING = "RaftLog1";
    private static final Pattern ACKED = Pattern.compile("\"acked (n\\d+)");

    @TempDir private Path directory;
    // what each manager has written to its log, and how much of that is synced; the same everywhere
    private final Map<String, StringBuilder> written = new HashMap<>();
    private final Map<String, Integer> synced = new HashMap<>();
    // those that write once more what they have, at their start
    private final TreeSet<String> again = new TreeSet<>();
    // what came since the last answer
    private final TreeSet<String> fresh = new TreeSet<>();
    private final Map<String, String> syncing = new HashMap<>();
    private final TreeSet<String> acknowledged = new TreeSet<>();
    private final TreeSet<String> early = new TreeSet<>();
    private int injected;

    @SuppressWarnings("NullAway.Init")
    SyncTest() {}

    @BeforeEach
    void needsStrace() throws Exception {
        var there =
                Files.isExecutable(Path.of("/usr/bin/strace"))
                        && Disk.launch(List.of("strace", "-f", "-o", "/dev/null"), List.of("true"))
                                        .waitFor()
                                == 0;
        assumeTrue(there, "there is no strace that works");
    }

    @Test
    void C_01_whatIsAcknowledgedIsSyncedByAMajorityBefore() throws Exception {
        judged(List.of());
    }

    /** Each thread's fortieth sync fails, and every twentieth after it. */
    @Test
    @EnabledIfSystemProperty(named = "skep.nightly", matches = "true")
    void C_13_whatCouldNotBeSyncedIsNotAcknowledged() throws Exception {
        judged(inject("fsync,fdatasync:error=EIO:when=40+20"));
    }

    @Test
    @EnabledIfSystemProperty(named = "skep.nightly", matches = "true")
    void C_13_whatCouldNotBeWrittenIsNotAcknowledged() throws Exception {
        judged(inject("write,pwrite64:error=EIO:when=60+30"));
    }

    @Test
    @EnabledIfSystemProperty(named = "skep.nightly", matches = "true")
    void C_13_aSyncThatTakesTwoSecondsIsWaitedFor() throws Exception {
        judged(inject("fsync,fdatasync:delay_enter=2000000:when=20+20"));
    }

    /** Nothing is put in the place of anything for a while, with everybody; by night ten times. */
    @Test
    void C_13_whatCouldNotBeRenamedIsNoMatterWhenItCanBeAgain() throws Exception {
        var rounds = Boolean.getBoolean("skep.nightly") ? "10" : "1";
        var process = Disk.launch(List.of(), Disk.java(Failing.class, directory, rounds));

        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        System.out.print(said);
        assertTrue(said.endsWith("end\n"), "it came to its end");
        assertEquals(List.of(), said.lines().filter(it -> it.startsWith("wrong")).toList());
    }

    private static List<String> inject(String what) {
        return List.of("-e", "inject=" + what);
    }

    private void judged(List<String> faults) throws Exception {
        try (var lines = Files.lines(traced(faults), StandardCharsets.ISO_8859_1)) {
            lines.forEach(this::read);
        }

        System.out.println("figure C-13 calls that failed " + injected + " " + faults);
        assertEquals(new TreeSet<>(), early, "acknowledged before two of three had synced it");
        assertTrue(acknowledged.size() >= WRITES, () -> "only " + acknowledged);
    }

    private Path traced(List<String> faults) throws Exception {
        var trace = directory.resolve("trace");
        var tracer =
                List.of("strace", "-f", "-qq", "-y", "-x", "-s", "8192", "-o", trace.toString());
        var all = new ArrayList<>(tracer);
        all.addAll(List.of("-e", "trace=write,pwrite64,fsync,fdatasync"));
        all.addAll(faults);
        var process =
                Disk.launch(all, Disk.java(Trio.class, directory.resolve("managers"), "0", "1"));
        try (var lines = said(process)) {
            for (int count = 0; count < WRITES; ) {
                var line = lines.readLine();
                if (line == null) {
                    throw new IOException("it ended after " + count);
                }
                count += line.startsWith("acked") ? 1 : 0;
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
        }
        process.waitFor();
        return trace;
    }

    private static BufferedReader said(Process process) {
        return new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    private void read(String line) {
        var resumed = RESUMED.matcher(line);
        if (resumed.matches()) {
            done(syncing.getOrDefault(resumed.group(1), ""));
            return;
        }
        var call = CALL.matcher(line);
        if (!call.matches()) {
            return;
        }
        var words = call.group(3);
        var log = LOG.matcher(words.substring(0, Math.min(words.length(), 400)));
        if (call.group(2).endsWith("sync")) {
            sync(call.group(1), log.find() ? log.group(1) : "", words);
        } else if (FAILED.matcher(words).find()) {
            injected++;
        } else if (log.find()) {
            wrote(log.group(1), words.substring(words.indexOf('"') + 1, words.lastIndexOf('"')));
        } else {
            acked(words);
        }
    }

    private void sync(String thread, String manager, String words) {
        if (FAILED.matcher(words).find()) {
            injected++;
            lost(manager);
        } else if (OK.matcher(words).find()) {
            done(manager);
        } else {
            syncing.put(thread, manager);
        }
    }

    /**
     * What is in the log of another one already is not new, also when one that lags writes several
     * at once. What Ratis notes for itself, how far it has committed, is shorter than any of ours.
     */
    private void wrote(String manager, String entry) {
        if (plain(entry).startsWith(BEGINNING)) {
            again.add(manager);
        }
        if (!again.contains(manager)
                && entry.length() >= OURS
                && written.values().stream().noneMatch(has(entry))) {
            fresh.add(entry);
        }
        written.computeIfAbsent(manager, any -> new StringBuilder()).append(entry);
    }

    private static Predicate<StringBuilder> has(String entry) {
        return log -> log.indexOf(entry) >= 0;
    }

    private static String plain(String text) {
        return text.substring(0, Math.min(text.length(), 4 * BEGINNING.length()))
                .replaceAll("\\\\x([0-9a-f]{2})", "$1")
                .replace("526166744c6f6731", BEGINNING);
    }

    /** What was not synced is not on the disk, and to sync once more does not bring it there. */
    private void lost(String manager) {
        var log = written.get(manager);
        if (log != null) {
            log.setLength(synced.getOrDefault(manager, 0));
        }
    }

    /** What a manager wrote before is on its disk now. */
    private void done(String manager) {
        again.remove(manager);
        var log = written.get(manager);
        if (log != null) {
            synced.put(manager, log.length());
        }
    }

    private void acked(String words) {
        if (words.contains("\"have")) {
            // what came before is how the group was formed, one by one
            fresh.clear();
        }
        var acked = ACKED.matcher(words);
        // when the test has heard enough nobody hears any more, and everything is said again
        if (acked.find() && acknowledged.size() < WRITES) {
            acknowledged.add(acked.group(1));
            if (fresh.isEmpty() || isPoor(fresh.stream())) {
                early.add(acked.group(1));
            }
            fresh.clear();
        }
    }

    /** What failed was tried again, with other bytes, and one of these counts. */
    private boolean isPoor(Stream<String> tried) {
        return injected == 0 ? tried.anyMatch(this::isPoor) : tried.allMatch(this::isPoor);
    }

    private boolean isPoor(String entry) {
        return written.entrySet().stream().filter(log -> isSafe(log, entry)).count() < 2;
    }

    private boolean isSafe(Map.Entry<String, StringBuilder> log, String entry) {
        int at = log.getValue().indexOf(entry);
        return at >= 0 && at + entry.length() <= synced.getOrDefault(log.getKey(), 0);
    }
}
