package io.skep.control;

/** Why a command or query was not carried out; nothing was changed. The text is Docker's. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The kinds of refusals with Docker's status codes. Source: swarm-behaviour AP-2. */
    public enum Code {
        /** The request makes no sense. */
        INVALID(400),
        /** Credentials are missing or wrong. */
        UNAUTHENTICATED(401),
        /** Not allowed. */
        FORBIDDEN(403),
        /** There is no such object. */
        NOT_FOUND(404),
        /** There is one already. */
        CONFLICT(409),
        /** Something went wrong that Docker answers with 500. */
        UNKNOWN(500),
        /** Docker does not do this either. */
        UNIMPLEMENTED(501),
        /** Not now, or not on this node. */
        UNAVAILABLE(503);

        private final int status;

        Code(int status) {
            this.status = status;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }
    }

    private final Code code;

    /** With Docker's code and text. */
    public Refusal(Code code, String message) {
        super(message);
        this.code = code;
    }

    /** What kind of refusal. */
    public Code code() {
        return code;
    }
}
