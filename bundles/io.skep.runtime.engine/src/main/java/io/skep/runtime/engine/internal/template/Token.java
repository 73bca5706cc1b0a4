package io.skep.runtime.engine.internal.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A word of an action.
 *
 * @param kind what it is
 * @param text as written; of a literal its value
 * @param at its place in the template
 */
record Token(Kind kind, String text, int at) {

    enum Kind {
        FIELD,
        NAME,
        LITERAL,
        PIPE,
        OPEN,
        CLOSE,
        END
    }

    private static final Pattern WORDS =
            Pattern.compile(
                    "\\s*(?:(?<field>\\.(?:\\w+(?:\\.\\w+)*)?)|(?<name>[A-Za-z_]\\w*)"
                            + "|(?<number>-?\\d+)|\"(?<quoted>(?:[^\"\\\\]|\\\\.)*)\""
                            + "|`(?<raw>[^`]*)`|(?<pipe>\\|)|(?<open>\\()|(?<close>\\)))\\s*");

    /** The words of an action. */
    static List<Token> of(String action, int offset) {
        var words = new ArrayList<Token>();
        var matcher = WORDS.matcher(action);
        var at = 0;
        while (at < action.length() && !action.substring(at).isBlank()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new TemplateFailure(
                        "template: expansion:1: unexpected \""
                                + action.strip().charAt(0)
                                + "\" in command");
            }
            words.add(word(matcher, offset + at));
            at = matcher.end();
        }
        words.add(new Token(Kind.END, "", offset + at));
        return words;
    }

    private static Token word(java.util.regex.Matcher found, int at) {
        if (found.group("field") != null) {
            return new Token(Kind.FIELD, found.group("field"), at);
        } else if (found.group("name") != null) {
            return new Token(Kind.NAME, found.group("name"), at);
        } else if (found.group("number") != null) {
            return new Token(Kind.LITERAL, found.group("number"), at);
        } else if (found.group("quoted") != null) {
            return new Token(Kind.LITERAL, unescaped(found.group("quoted")), at);
        } else if (found.group("raw") != null) {
            return new Token(Kind.LITERAL, found.group("raw"), at);
        } else if (found.group("pipe") != null) {
            return new Token(Kind.PIPE, "|", at);
        }
        return found.group("open") != null
                ? new Token(Kind.OPEN, "(", at)
                : new Token(Kind.CLOSE, ")", at);
    }

    private static String unescaped(String quoted) {
        return quoted.replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\\"", "\"")
                .replace("\\\\", "\\");
    }
}
