package io.skep.network.vxlan.internal.tool;

import java.util.List;

/** Programs of the machine. Blocks. */
@FunctionalInterface
public interface Tools {

    /**
     * Runs a program to its end.
     *
     * @param words the program and its arguments
     * @param input what it reads; may be empty
     */
    Outcome run(List<String> words, String input);

    /** Ends what was kept running for the next time. */
    default void close() {}

    /** Runs a program that is to succeed. */
    default String need(List<String> words, String input) {
        var outcome = run(words, input);
        if (!outcome.good()) {
            throw new ToolException(words.get(0) + ": " + outcome.complaint());
        }
        return outcome.output();
    }

    /**
     * What became of it.
     *
     * @param exit its exit status; -1 when there is no such program or it did not end
     * @param output what it printed
     * @param errors what it complained of
     */
    record Outcome(int exit, String output, String errors) {

        /** Whether it ended well. */
        public boolean good() {
            return exit == 0;
        }

        /** The first line it complained of. */
        public String complaint() {
            return errors.lines().findFirst().orElse("exit status " + exit);
        }
    }
}
