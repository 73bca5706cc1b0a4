package io.skep.itests.blackbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A row of {@code flags.txt}.
 *
 * @param command for example {@code service create}
 * @param flag with its dashes; empty for the command itself
 * @param given what is typed
 * @param look where to look: a JSON pointer, {@code -} for what is printed
 * @param expected what is to be seen
 */
record FlagRow(String command, String flag, String given, String look, String expected) {

    static List<FlagRow> all() {
        try (var text = FlagRow.class.getResourceAsStream("flags.txt")) {
            if (text == null) {
                throw new IllegalStateException("there is no flags.txt");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(FlagRow::of)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static FlagRow of(String line) {
        var cells = Arrays.stream(line.split("\\|(?=\\s|$)", 5)).map(String::strip).toList();
        return new FlagRow(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4));
    }

    String name() {
        return (command + " " + flag).strip();
    }

    /** The test that shows it; empty when this row is the test. */
    String elsewhere() {
        return expected.startsWith("@") ? expected.substring(1) : "";
    }

    /** Whether the last command is to fail. */
    boolean fails() {
        return expected.startsWith("!");
    }

    /** In the docs: a row that begins with {@code !!} fails here, and would not with Docker. */
    String verdict() {
        return expected.startsWith("!!") ? "refused" : "works";
    }

    /** The steps of what is given, as typed. */
    List<String> steps(String separator) {
        return Arrays.stream(given.split(separator, -1)).map(String::strip).toList();
    }

    /** Words as a shell would split them: blanks in double quotes do not count. */
    static List<String> words(String typed) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (char c : typed.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
                begun = true;
            } else if (c == ' ' && !quoted) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
