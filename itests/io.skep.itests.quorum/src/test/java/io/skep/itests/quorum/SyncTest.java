package io.skep.itests.quorum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the system is asked for before an answer is given, one write at a time. */
@Timeout(300)
class SyncTest {

    private static final int WRITES = 60;
    private static final int OURS = 150;
    private static final Pattern CALL =
            Pattern.compile("^(\\d+) +(write|pwrite64|fsync|fdatasync)\\((.*)");
    private static final Pattern RESUMED =
            Pattern.compile("^(\\d+) +<\\.\\.\\. (fsync|fdatasync) resumed>.* = 0$");
    private static final Pattern LOG = Pattern.compile("/(m[123])/.*/log_");
    private static final Pattern ACKED = Pattern.compile("\"acked (n\\d+)");

    @TempDir private Path directory;
    // what each manager has written and not synced; the same bytes everywhere
    private final Map<String, TreeSet<String>> written = new HashMap<>();
    private final Map<String, TreeSet<String>> synced = new HashMap<>();
    // which entries came since the last answer
    private final TreeSet<String> known = new TreeSet<>();
    private final TreeSet<String> fresh = new TreeSet<>();
    private final Map<String, String> syncing = new HashMap<>();
    private final TreeSet<String> acknowledged = new TreeSet<>();
    private final TreeSet<String> early = new TreeSet<>();

    @SuppressWarnings("NullAway.Init")
    SyncTest() {}

    @BeforeEach
    void needsStrace() {
        var there = Files.isExecutable(Path.of("/usr/bin/strace"));
        assumeTrue(there, "there is no strace");
    }

    @Test
    void C_01_whatIsAcknowledgedIsSyncedByAMajorityBefore() throws Exception {
        try (var lines = Files.lines(traced(), StandardCharsets.ISO_8859_1)) {
            lines.forEach(this::read);
        }

        assertEquals(new TreeSet<>(), early, "acknowledged before two of three had synced it");
        assertTrue(acknowledged.size() >= WRITES, () -> "only " + acknowledged);
    }

    private Path traced() throws Exception {
        var trace = directory.resolve("trace");
        var tracer = List.of("strace", "-f", "-qq", "-y", "-s", "4096", "-o", trace.toString());
        var all = new ArrayList<>(tracer);
        all.addAll(List.of("-e", "trace=write,pwrite64,fsync,fdatasync"));
        var process = Disk.launch(all, Disk.java(directory.resolve("managers"), "0", "1"));
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
        } else if (log.find()) {
            wrote(log.group(1), words.substring(words.indexOf('"'), words.lastIndexOf('"') + 1));
        } else {
            acked(words);
        }
    }

    private void sync(String thread, String manager, String words) {
        if (words.endsWith("= 0")) {
            done(manager);
        } else {
            syncing.put(thread, manager);
        }
    }

    /** What Ratis notes for itself, how far it has committed, is shorter than any of ours. */
    private void wrote(String manager, String entry) {
        if (entry.length() < OURS) {
            return;
        }
        written.computeIfAbsent(manager, any -> new TreeSet<>()).add(entry);
        if (known.add(entry)) {
            fresh.add(entry);
        }
    }

    /** What a manager wrote before is on its disk now. */
    private void done(String manager) {
        var entries = written.remove(manager);
        if (entries != null) {
            entries.forEach(it -> synced.computeIfAbsent(it, any -> new TreeSet<>()).add(manager));
        }
    }

    private void acked(String words) {
        if (words.contains("\"have")) {
            // what came before is how the group was formed, one by one
            fresh.clear();
        }
        var acked = ACKED.matcher(words);
        if (acked.find()) {
            acknowledged.add(acked.group(1));
            if (fresh.isEmpty() || fresh.stream().anyMatch(this::isPoor)) {
                early.add(acked.group(1));
            }
            fresh.clear();
        }
    }

    private boolean isPoor(String entry) {
        return synced.getOrDefault(entry, new TreeSet<>()).size() < 2;
    }
}
