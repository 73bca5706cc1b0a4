package io.skep.explain.internal.story;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What differs between two versions of a spec, in words. */
final class Difference {

    private static final int LONG = 80;
    private static final int MOST = 8;

    private final List<String> found = new ArrayList<>();

    private Difference() {}

    /** Paths and values, as {@code TaskTemplate.ContainerSpec.Image: a -> b}. */
    static String of(Record before, Record after) {
        var difference = new Difference();
        difference.compare("", before, after);
        var all = difference.found;
        return String.join(", ", all.size() > MOST ? all.subList(0, MOST) : all)
                + (all.size() > MOST ? " and more" : "");
    }

    private void compare(String path, @Nullable Object before, @Nullable Object after) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before instanceof Record one
                && after instanceof Record other
                && one.getClass() == other.getClass()) {
            for (var component : one.getClass().getRecordComponents()) {
                compare(join(path, component), value(component, one), value(component, other));
            }
        } else if (before instanceof List<?> one && after instanceof List<?> other) {
            found.add(path + ": " + lists(path, one, other));
        } else {
            found.add(path + ": " + text(before) + " -> " + text(after));
        }
    }

    private static String join(String path, RecordComponent component) {
        var name = component.getName();
        var upper = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return path.isEmpty() ? upper : path + "." + upper;
    }

    private static @Nullable Object value(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("records are public: " + component, impossible);
        }
    }

    /** What came and what went; values of the environment are nobody's business here. */
    private static String lists(String path, List<?> before, List<?> after) {
        boolean plain =
                !path.endsWith(".Env") && before.stream().allMatch(String.class::isInstance);
        if (!plain || !after.stream().allMatch(String.class::isInstance)) {
            return "changed";
        }
        var words = new ArrayList<String>();
        before.stream().filter(one -> !after.contains(one)).forEach(one -> words.add("-" + one));
        after.stream().filter(one -> !before.contains(one)).forEach(one -> words.add("+" + one));
        var text = String.join(" ", words);
        return text.isEmpty() || text.length() > LONG ? "changed" : text;
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "unset";
        }
        boolean simple =
                value instanceof String
                        || value instanceof Number
                        || value instanceof Boolean
                        || value instanceof Enum<?>
                        || value instanceof Duration;
        var text = simple ? value.toString() : value instanceof Record one ? name(one) : "set";
        return text.isEmpty()
                ? "\"\""
                : text.length() > LONG ? text.substring(0, LONG) + "…" : text;
    }

    /** A choice by its name; what it holds is shown by inspect. */
    private static String name(Record choice) {
        return choice.getClass().getSimpleName();
    }
}
