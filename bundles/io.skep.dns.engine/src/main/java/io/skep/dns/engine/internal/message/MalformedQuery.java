package io.skep.dns.engine.internal.message;

/** A message that is no question that can be answered. */
public final class MalformedQuery extends RuntimeException {

    /** Nothing is answered. */
    static final int SILENCE = -1;

    private static final long serialVersionUID = 1L;

    private final int id;
    private final int code;

    MalformedQuery(int id, int code) {
        super("malformed query", null, false, false);
        this.id = id;
        this.code = code;
    }

    /** The asker's number. */
    public int id() {
        return id;
    }

    /** The code to answer with. */
    public int code() {
        return code;
    }

    /** Whether nothing is to be answered. */
    public boolean silent() {
        return code == SILENCE;
    }
}
