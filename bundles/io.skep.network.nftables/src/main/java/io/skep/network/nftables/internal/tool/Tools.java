package io.skep.network.nftables.internal.tool;

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

        /** The first thing it complained of. */
        String complaint() {
            return errors.lines().findFirst().orElse("no word why");
        }

        /**
         * It must have ended well.
         *
         * @param what it was for
         * @throws ToolException when it did not
         */
        void need(String what) {
            if (!good()) {
                throw new ToolException(what + ": " + complaint());
            }
        }
    }
}
