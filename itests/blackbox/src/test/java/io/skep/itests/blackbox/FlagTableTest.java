package io.skep.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * {@code flags.txt} has a row for every flag of every docker CLI on this machine, and the table in
 * the docs says what the rows say. {@code -Dskep.flags.write} writes it.
 */
class FlagTableTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> GROUPS =
            List.of("swarm", "node", "service", "stack", "secret", "config", "network");
    private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z-]+) +\\S");
    private static final Pattern FLAG = Pattern.compile("(?m)^ +(?:-\\w, )?(--[a-z0-9-]+)(?: |$)");
    private static final Path DOCS = Path.of("../../docs/docker-compatibility.md");
    private static final String BEGIN = "<!-- flags -->\n";
    private static final String END = "<!-- end of flags -->\n";

    @Test
    void thereIsARowForEveryFlagOfEveryCommand() {
        var rows = new TreeSet<String>();
        FlagRow.all().forEach(row -> rows.add(row.name()));
        var missing = new TreeSet<String>();
        flags().keySet().stream().filter(flag -> !rows.contains(flag)).forEach(missing::add);

        assertEquals("[]", missing.toString());
    }

    @Test
    void testsThatRowsNameExist() throws IOException {
        for (var row : FlagRow.all()) {
            if (!row.elsewhere().isEmpty()) {
                var name = row.elsewhere().split("\\.");
                assertEquals(true, exists(name[0], name[1]), row.toString());
            }
        }
    }

    private static boolean exists(String type, String method) throws IOException {
        try (var files = Files.walk(Path.of("../"))) {
            var source = files.filter(file -> file.endsWith(type + ".java")).findFirst();
            return source.isPresent()
                    && Files.readString(source.get()).contains("void " + method + "(");
        }
    }

    @Test
    void theDocsSayWhatTheRowsSay() throws IOException {
        var docs = Files.readString(DOCS);
        var before = docs.substring(0, docs.indexOf(BEGIN) + BEGIN.length());
        var after = docs.substring(docs.indexOf(END));
        var current = before + table() + after;
        if (System.getProperty("skep.flags.write") != null) {
            Files.writeString(DOCS, current);
        }

        assertEquals(current, Files.readString(DOCS));
    }

    private static String table() {
        var known = flags();
        var text =
                new StringBuilder(
                        "| Command | Flag | CLI | | Shown by |\n| --- | --- | --- | --- | --- |\n");
        for (var row : FlagRow.all()) {
            var clis = known.getOrDefault(row.name(), new TreeSet<>(List.of("all")));
            var test = row.elsewhere().isEmpty() ? "FlagsTest" : row.elsewhere();
            text.append(
                    "| `%s` | %s | %s | %s | %s |\n"
                            .formatted(
                                    row.command(),
                                    row.flag().isEmpty() ? "" : "`" + row.flag() + "`",
                                    String.join(", ", clis),
                                    row.verdict(),
                                    test));
        }
        return text.toString();
    }

    /** All flags, and commands without, with the versions of the CLIs that have them. */
    private static SortedMap<String, TreeSet<String>> flags() {
        var flags = new TreeMap<String, TreeSet<String>>();
        for (var cli : clis()) {
            var version = run(cli, "--version").replaceAll("(?s).*version ([0-9.]+).*", "$1");
            for (var group : GROUPS) {
                for (var command : found(COMMAND, commands(run(cli, group, "--help")))) {
                    var all = found(FLAG, run(cli, group, command, "--help"));
                    for (var flag : all.isEmpty() ? List.of("") : all) {
                        var name = (group + " " + command + " " + flag).strip();
                        flags.computeIfAbsent(name, any -> new TreeSet<>()).add(version);
                    }
                }
            }
        }
        return flags;
    }

    private static String commands(String help) {
        int at = help.indexOf("Commands:");
        return at < 0 ? "" : help.substring(at);
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.group(1))
                .filter(word -> !word.equals("--help"))
                .toList();
    }

    static List<String> clis() {
        var path = System.getenv("PATH").split(File.pathSeparator);
        return Arrays.stream(path)
                .map(folder -> Path.of(folder, "docker"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .distinct()
                .toList();
    }

    private static String run(String... words) {
        return Ran.run(PATIENCE, Map.of(), new ArrayList<>(List.of(words))).output();
    }
}
