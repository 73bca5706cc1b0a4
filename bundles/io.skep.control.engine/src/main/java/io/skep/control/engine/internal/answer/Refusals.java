package io.skep.control.engine.internal.answer;

import io.skep.control.Refusal;
import io.skep.control.Refusal.Code;
import io.skep.model.Kind;

/** Makes refusals in the form Docker gives them. Source: docker-api-notes 2. */
public final class Refusals {

    private Refusals() {}

    /** With a text that stands for itself. */
    public static Refusal plain(Code code, String text) {
        return new Refusal(code, text);
    }

    /** The request makes no sense. */
    public static Refusal invalid(String text) {
        return rpc(Code.INVALID, "InvalidArgument", text);
    }

    /** The state does not allow it. */
    public static Refusal precondition(String text) {
        return rpc(Code.INVALID, "FailedPrecondition", text);
    }

    /** There is one already. */
    public static Refusal exists(String text) {
        return rpc(Code.CONFLICT, "AlreadyExists", text);
    }

    /** Docker does not do it either, or we do not yet. */
    public static Refusal unimplemented(String text) {
        return rpc(Code.UNIMPLEMENTED, "Unimplemented", text);
    }

    /** What Docker has no code for. */
    public static Refusal unknown(String text) {
        return rpc(Code.UNKNOWN, "Unknown", text);
    }

    /** SV-9: somebody else wrote since the user read. */
    public static Refusal outOfSequence() {
        return unknown("update out of sequence");
    }

    /** There is no object of that name. */
    public static Refusal notFound(Kind kind, String typed) {
        return plain(Code.NOT_FOUND, kind.label() + " " + typed + " not found");
    }

    /** Several objects fit. */
    public static Refusal ambiguous(Kind kind, String typed, int matches) {
        return plain(
                Code.INVALID,
                kind.label() + " " + typed + " is ambiguous (" + matches + " matches found)");
    }

    private static Refusal rpc(Code code, String name, String text) {
        return new Refusal(code, "rpc error: code = " + name + " desc = " + text);
    }
}
