package io.skep.dockerjson;

/** What a client sent does not fit; the text is Docker's. */
public final class Unfit extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;
    private static final int MALFORMED = 400;

    private final int status;

    /** Makes no sense: status 400. */
    public Unfit(String message) {
        this(MALFORMED, message);
    }

    /** With Docker's HTTP status. */
    public Unfit(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
