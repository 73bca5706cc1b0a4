package io.skep.dockerjson;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Names of networks are filtered by a part of them, or by an expression. */
final class NamePattern {

    private static final int MAX_STEPS = 100_000;

    private NamePattern() {}

    static boolean fits(String name, String wanted) {
        if (name.contains(wanted)) {
            return true;
        }
        try {
            return Pattern.compile(wanted).matcher(new Bounded(name)).find();
        } catch (PatternSyntaxException | IllegalStateException unfit) {
            return false;
        }
    }

    /** A text that is not read for ever: expressions come from clients. */
    private static final class Bounded implements CharSequence {
        private final String text;
        private int steps;

        Bounded(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++steps > MAX_STEPS) {
                throw new IllegalStateException("too many steps");
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }
    }
}
