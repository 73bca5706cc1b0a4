package io.skep.runtime.engine.internal.template;

import java.util.Map;

/**
 * Expands the documented placeholders of Go's templates: fields, {@code index}, {@code join},
 * {@code print}, {@code printf}, pipes, comments and trim marks; no control structures.
 *
 * <p>Source: swarm-behaviour TP-1, TP-3.
 */
public final class Template {

    private Template() {}

    /**
     * The text with its placeholders replaced.
     *
     * @throws TemplateFailure when it is malformed or names what does not exist
     */
    public static String expand(String text, Map<String, Object> facts) {
        return expand(text, facts, Library.NONE);
    }

    /** Likewise, with more functions. */
    static String expand(String text, Map<String, Object> facts, Library library) {
        var result = new StringBuilder();
        var at = 0;
        var trim = false;
        for (var open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", at)) {
            var close = text.indexOf("}}", open);
            if (close < 0) {
                throw new TemplateFailure("template: expansion:1: unclosed action");
            }
            var body = text.substring(open + 2, close);
            var before = trim ? text.substring(at, open).stripLeading() : text.substring(at, open);
            result.append(body.startsWith("- ") ? before.stripTrailing() : before);
            trim = body.endsWith(" -");
            result.append(value(trimmed(body), open + 2, facts, library));
            at = close + 2;
        }
        var rest = text.substring(at);
        return result.append(trim ? rest.stripLeading() : rest).toString();
    }

    private static String trimmed(String body) {
        var from = body.startsWith("- ") ? 2 : 0;
        var to = body.endsWith(" -") ? body.length() - 2 : body.length();
        return body.substring(from, Math.max(from, to));
    }

    private static String value(
            String body, int offset, Map<String, Object> facts, Library library) {
        return body.startsWith("/*") && body.endsWith("*/")
                ? ""
                : Action.evaluate(Token.of(body, offset), facts, library);
    }
}
