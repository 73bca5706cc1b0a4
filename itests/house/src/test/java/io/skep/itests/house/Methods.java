package io.skep.itests.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds methods in formatted source: a signature at a class's indentation, its end at the same one.
 */
final class Methods {

    private static final Pattern SIGNATURE =
            Pattern.compile(
                    "^( {4}| {8})(?!\\s|return|throw|new|if|for|while|switch|else|try|\\}|@|/|\\*)"
                            + "[^=;]*\\([^;=]*$");

    private Methods() {}

    static List<String> longerThan(int limit, Path file) {
        var lines = House.lines(file);
        var found = new ArrayList<String>();
        for (int at = 0; at < lines.size(); at++) {
            var signature = SIGNATURE.matcher(lines.get(at));
            if (!signature.find()
                    || lines.get(at).contains(" class ")
                    || lines.get(at).contains(" record ")) {
                continue;
            }
            int end = end(lines, at, signature.group(1) + "}");
            if (end - at + 1 > limit) {
                found.add(
                        House.shown(file)
                                + ":"
                                + (at + 1)
                                + " has a method of "
                                + (end - at + 1)
                                + " lines");
            }
        }
        return found;
    }

    private static int end(List<String> lines, int from, String closing) {
        for (int at = from; at < lines.size(); at++) {
            if (lines.get(at).equals(closing)
                    || lines.get(at).stripTrailing().endsWith(";") && at == from) {
                return at;
            }
            if (at > from && lines.get(at).isBlank() && !open(lines, from, at)) {
                return at - 1;
            }
        }
        return from;
    }

    /** Whether a brace opened since {@code from} is still open. */
    private static boolean open(List<String> lines, int from, int to) {
        int depth = 0;
        for (int at = from; at < to; at++) {
            depth += (int) lines.get(at).chars().filter(c -> c == '{').count();
            depth -= (int) lines.get(at).chars().filter(c -> c == '}').count();
        }
        return depth > 0;
    }
}
