package io.skep.shell.internal;

import io.skep.model.spec.Availability;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.PortConfig;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads what users type as options. */
public final class Typed {

    private static final Pattern PORT =
            Pattern.compile("(?:(host):)?(?:(\\d{1,5}):)?(\\d{1,5})(?:/(tcp|udp|sctp))?");
    private static final Pattern MEMORY = Pattern.compile("(\\d+)([bkmg]?)b?");

    private Typed() {}

    /** {@code 0.5} as billionths of a CPU. */
    public static long cpus(String text) throws Refused {
        try {
            return new BigDecimal(text).movePointRight(9).longValueExact();
        } catch (ArithmeticException | NumberFormatException malformed) {
            throw new Refused("not a number of CPUs: " + text);
        }
    }

    /** {@code 64m} as bytes. */
    public static long memory(String text) throws Refused {
        var form = MEMORY.matcher(text.toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new Refused("not an amount of memory: " + text + "; try 64m or 2g");
        }
        int shift = "bkmg".indexOf(form.group(2)) * 10;
        return Long.parseLong(form.group(1)) << (form.group(2).isEmpty() ? 0 : shift);
    }

    /** {@code 8080:80/udp} or {@code host:8080:80}. */
    public static PortConfig port(String text) throws Refused {
        var form = PORT.matcher(text);
        if (!form.matches()) {
            throw new Refused("not a port: " + text + "; try 8080:80, 53:53/udp or host:8080:80");
        }
        var protocol = form.group(4) == null ? "tcp" : form.group(4);
        var published = form.group(2) == null ? 0 : Integer.parseInt(form.group(2));
        var mode = form.group(1) == null ? "ingress" : "host";
        return new PortConfig("", protocol, Integer.parseInt(form.group(3)), published, mode);
    }

    /** Labels with some put and some removed. */
    public static Map<String, String> labels(
            Map<String, String> before, List<String> put, List<String> removed) {
        var after = new TreeMap<>(before);
        removed.forEach(after::remove);
        put.forEach(label -> after.put(key(label), value(label)));
        return after;
    }

    /** Texts with some appended and some removed. */
    public static List<String> list(List<String> before, List<String> put, List<String> removed) {
        var after = new ArrayList<>(before);
        after.removeAll(removed);
        put.stream().filter(text -> !after.contains(text)).forEach(after::add);
        return after;
    }

    /** Environment entries with some put and some removed; one of a name replaces another. */
    public static List<String> env(List<String> before, List<String> put, List<String> removed) {
        var after = new ArrayList<>(before);
        after.removeIf(entry -> removed.contains(key(entry)) || named(put, key(entry)));
        after.addAll(put);
        return after;
    }

    /** An availability. */
    public static Availability availability(String text) throws Refused {
        return constant(Availability.values(), text);
    }

    /** A role. */
    public static NodeRole role(String text) throws Refused {
        return constant(NodeRole.values(), text);
    }

    private static <E extends Enum<E>> E constant(E[] choices, String text) throws Refused {
        for (var choice : choices) {
            if (Show.name(choice).equals(text.toLowerCase(Locale.ROOT))) {
                return choice;
            }
        }
        var names = java.util.Arrays.stream(choices).map(Show::name).toList();
        throw new Refused("not one of " + String.join(", ", names) + ": " + text);
    }

    private static boolean named(List<String> entries, String key) {
        return entries.stream().anyMatch(entry -> key(entry).equals(key));
    }

    private static String key(String text) {
        int equals = text.indexOf('=');
        return equals < 0 ? text : text.substring(0, equals);
    }

    private static String value(String text) {
        int equals = text.indexOf('=');
        return equals < 0 ? "" : text.substring(equals + 1);
    }
}
