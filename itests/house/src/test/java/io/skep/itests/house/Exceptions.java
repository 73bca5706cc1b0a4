package io.skep.itests.house;

import java.nio.file.Path;
import java.util.List;

/**
 * The list of what may break a rule: one file, a line each: {@code rule | what | reason | date}. An
 * empty file is the goal.
 */
final class Exceptions {

    private static final Path FILE = House.ROOT.resolve("itests/house/exceptions.txt");

    private Exceptions() {}

    /** The findings that no line excuses. A line excuses a finding that starts with its text. */
    static List<String> without(String rule, List<String> findings) {
        return findings.stream().filter(finding -> !excused(rule, finding)).sorted().toList();
    }

    static List<String[]> lines() {
        return House.lines(FILE).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" \\| "))
                .toList();
    }

    private static boolean excused(String rule, String finding) {
        return lines().stream()
                .anyMatch(parts -> parts[0].equals(rule) && finding.startsWith(parts[1]));
    }
}
