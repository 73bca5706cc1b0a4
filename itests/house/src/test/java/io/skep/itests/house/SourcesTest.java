package io.skep.itests.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What source text must and must not hold. */
class SourcesTest {

    private static final int MAX_FILE_LINES = 400;
    private static final int MAX_METHOD_LINES = 50;
    private static final int MAX_BUNDLE_LINES = 2_500;

    /** Rooms whose decisions must be the same on every manager and in the simulator. */
    private static final List<String> PURE =
            List.of(
                    "io.skep.model",
                    "io.skep.orchestrator",
                    "io.skep.updater",
                    "io.skep.allocator",
                    "io.skep.scheduler.engine",
                    "io.skep.scheduler.spread",
                    "io.skep.scheduler.binpack");

    private static final Pattern IMPURE =
            Pattern.compile(
                    "Instant\\.now\\(|System\\.(nanoTime|currentTimeMillis)\\(|Math\\.random\\("
                            + "|new Random\\(|UUID\\.randomUUID|identityHashCode|parallelStream\\("
                            + "|new Thread\\(|Executors\\.|CompletableFuture\\.(run|supply)Async"
                            + "|LocalDateTime\\.now|ZoneId\\.systemDefault|Locale\\.getDefault");

    @Test
    void filesHaveAtMost400Lines() {
        var wrong = new ArrayList<String>();
        for (var file : all()) {
            int lines = House.lines(file).size();
            if (lines > MAX_FILE_LINES) {
                wrong.add(House.shown(file) + " has " + lines + " lines");
            }
        }

        assertEquals(List.of(), Exceptions.without("file-length", wrong));
    }

    @Test
    void methodsHaveAtMost50Lines() {
        var wrong = new ArrayList<String>();
        for (var file : all()) {
            wrong.addAll(Methods.longerThan(MAX_METHOD_LINES, file));
        }

        assertEquals(List.of(), Exceptions.without("method-length", wrong));
    }

    @Test
    void bundlesHaveAtMost2500LinesOfCode() {
        var wrong = new ArrayList<String>();
        for (var bundle : House.bundles()) {
            long lines =
                    House.sources(bundle.resolve("src/main")).stream()
                            .flatMap(file -> House.lines(file).stream())
                            .filter(SourcesTest::code)
                            .count();
            if (lines > MAX_BUNDLE_LINES) {
                wrong.add(House.shown(bundle) + " has " + lines + " lines of code");
            }
        }

        assertEquals(List.of(), Exceptions.without("bundle-length", wrong));
    }

    @Test
    void decidingRoomsUseNeitherClockNorChanceNorThreads() {
        var wrong = new ArrayList<String>();
        for (var name : PURE) {
            wrong.addAll(
                    found(House.ROOT.resolve("bundles").resolve(name).resolve("src/main"), IMPURE));
        }

        assertEquals(List.of(), Exceptions.without("pure", wrong));
    }

    @Test
    void nobodySleeps() {
        var sleeps = Pattern.compile("Thread\\.sleep\\(");
        var wrong = new ArrayList<>(found(House.ROOT.resolve("bundles"), sleeps));
        wrong.addAll(found(House.ROOT.resolve("itests"), Pattern.compile("Thread\\.sleep\\(\\d")));

        assertEquals(List.of(), Exceptions.without("sleep", wrong));
    }

    @Test
    void nobodyUsesFrameworkUtilTrackersOrActivators() {
        var sins =
                Pattern.compile("\\bFrameworkUtil\\.|\\bServiceTracker\\b|\\bBundleActivator\\b");

        assertEquals(
                List.of(), Exceptions.without("sins", found(House.ROOT.resolve("bundles"), sins)));
    }

    @Test
    void exportedPackagesNeverReturnNull() {
        var wrong = new ArrayList<String>();
        for (var bundle : House.jars()) {
            for (var export : bundle.exports()) {
                var folder =
                        "bundles/"
                                + bundle.name()
                                + "/src/main/java/"
                                + export.name().replace('.', '/');
                found(House.ROOT.resolve(folder), Pattern.compile("^\\s*return null;")).stream()
                        .filter(SourcesTest::inPublicType)
                        .forEach(wrong::add);
            }
        }

        assertEquals(List.of(), Exceptions.without("null", wrong));
    }

    private static boolean inPublicType(String finding) {
        var file = House.ROOT.resolve(finding.substring(0, finding.indexOf(':')));
        return House.text(file).contains("\npublic ");
    }

    private static List<Path> all() {
        var files = new ArrayList<>(House.sources(House.ROOT.resolve("bundles")));
        files.addAll(House.sources(House.ROOT.resolve("itests")));
        return files;
    }

    private static List<String> found(Path folder, Pattern pattern) {
        var found = new ArrayList<String>();
        for (var file : House.sources(folder)) {
            var lines = House.lines(file);
            for (int i = 0; i < lines.size(); i++) {
                var line = lines.get(i);
                if (pattern.matcher(line).find()
                        && code(line)
                        && !line.contains("Pattern.compile")) {
                    found.add(House.shown(file) + ":" + (i + 1) + " " + line.strip());
                }
            }
        }
        return found;
    }

    private static boolean code(String line) {
        var text = line.strip();
        return !(text.isEmpty()
                || text.startsWith("//")
                || text.startsWith("*")
                || text.startsWith("/*")
                || text.startsWith("import "));
    }
}
