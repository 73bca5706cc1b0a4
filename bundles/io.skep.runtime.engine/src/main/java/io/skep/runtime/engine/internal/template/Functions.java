package io.skep.runtime.engine.internal.template;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The functions a template may call. Source: swarm-behaviour TP-3; the rest are Go's own. */
final class Functions {

    private Functions() {}

    static Object call(Token name, List<Object> arguments) {
        return switch (name.text()) {
            case "join" -> join(name, arguments);
            case "index" -> index(name, arguments);
            case "print" -> joined(arguments, "");
            case "println" -> joined(arguments, " ") + "\n";
            case "printf" -> printf(name, arguments);
            case "html", "js", "urlquery", "len", "if", "range", "with", "else", "end" ->
                    throw new TemplateFailure(
                            "template: expansion:1: \"" + name.text() + "\" is not supported here");
            default ->
                    throw new TemplateFailure(
                            "template: expansion:1: function \"" + name.text() + "\" not defined");
        };
    }

    /** A value as a template prints it. */
    static String text(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ":" + text(entry.getValue()))
                    .collect(Collectors.joining(" ", "map[", "]"));
        }
        return value.toString();
    }

    private static String join(Token name, List<Object> arguments) {
        if (arguments.isEmpty()) {
            throw Action.failed(name, "error calling join: a separator is missing");
        }
        return joined(arguments.subList(1, arguments.size()), text(arguments.get(0)));
    }

    private static String joined(List<Object> values, String separator) {
        return values.stream().map(Functions::text).collect(Collectors.joining(separator));
    }

    private static Object index(Token name, List<Object> arguments) {
        if (arguments.size() != 2 || !(arguments.get(0) instanceof Map<?, ?> map)) {
            throw Action.failed(name, "error calling index: a map and a key are needed");
        }
        var value = map.get(text(arguments.get(1)));
        return value == null ? "" : value;
    }

    private static String printf(Token name, List<Object> arguments) {
        if (arguments.isEmpty()) {
            throw Action.failed(name, "wrong number of args for printf: want at least 1 got 0");
        }
        var rest = arguments.subList(1, arguments.size()).iterator();
        var result = new StringBuilder();
        var format = text(arguments.get(0));
        for (var at = 0; at < format.length(); at++) {
            var verb = at + 1 < format.length() ? format.charAt(at + 1) : ' ';
            if (format.charAt(at) != '%' || "svdq%".indexOf(verb) < 0) {
                result.append(format.charAt(at));
                continue;
            }
            at++;
            result.append(verb == '%' ? "%" : verb == 'q' ? quoted(rest) : value(rest, verb));
        }
        return result.toString();
    }

    private static String quoted(java.util.Iterator<Object> rest) {
        return "\"" + value(rest, 'q') + "\"";
    }

    private static String value(java.util.Iterator<Object> rest, char verb) {
        return rest.hasNext() ? text(rest.next()) : "%!" + verb + "(MISSING)";
    }
}
