package io.skep.shell.internal;

/** Ends a command with one line on the terminal and a bad exit code. */
public final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    /** With the line. */
    public Refused(String line) {
        super(line, null, false, false);
    }
}
