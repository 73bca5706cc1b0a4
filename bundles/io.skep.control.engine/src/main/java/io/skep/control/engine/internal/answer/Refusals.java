package io.skep.control.engine.internal.answer;

import io.skep.control.Refusal;
import io.skep.control.Refusal.Code;
import io.skep.model.Kind;
import java.util.Locale;

/** Makes refusals in the form Docker gives them. Source: docker-api-notes 2. */
public final class Refusals {

    private Refusals() {}

    /** With a text that stands for itself; {@code facts} fill its {@code %s}. */
    public static Refusal plain(Code code, String text, Object... facts) {
        return new Refusal(code, filled(text, facts));
    }

    /** The request makes no sense. */
    public static Refusal invalid(String text, Object... facts) {
        return rpc(Code.INVALID, "InvalidArgument", filled(text, facts));
    }

    /** The state does not allow it. */
    public static Refusal precondition(String text, Object... facts) {
        return rpc(Code.INVALID, "FailedPrecondition", filled(text, facts));
    }

    /** There is one already. */
    public static Refusal exists(String text, Object... facts) {
        return rpc(Code.CONFLICT, "AlreadyExists", filled(text, facts));
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
        return plain(Code.NOT_FOUND, "%s %s not found", kind.label(), typed);
    }

    /** Several objects fit. */
    public static Refusal ambiguous(Kind kind, String typed, int matches) {
        return plain(
                Code.INVALID,
                "%s %s is ambiguous (%s matches found)",
                kind.label(),
                typed,
                matches);
    }

    private static Refusal rpc(Code code, String name, String text) {
        return new Refusal(code, "rpc error: code = " + name + " desc = " + text);
    }

    // a text without facts may hold a user's own signs
    private static String filled(String text, Object... facts) {
        return facts.length == 0 ? text : String.format(Locale.ROOT, text, facts);
    }
}
