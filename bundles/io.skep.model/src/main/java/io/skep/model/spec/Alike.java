package io.skep.model.spec;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares wishes by what they mean: what is absent equals what is empty, and a setting that is not
 * given equals its default. Otherwise every {@code docker stack deploy} would replace all tasks.
 */
public final class Alike {

    private Alike() {}

    /** Whether two values of specs mean the same. */
    public static boolean alike(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return blank(a) && blank(b);
        }
        return a.equals(b)
                || a.getClass() == b.getClass() && sameParts(a, b)
                || blank(a) && blank(b);
    }

    private static boolean sameParts(Object a, Object b) {
        if (a instanceof PortConfig one && b instanceof PortConfig other) {
            return plain(one).equals(plain(other));
        }
        if (a instanceof Record) {
            for (var part : a.getClass().getRecordComponents()) {
                if (!alike(value(part, a), value(part, b))) {
                    return false;
                }
            }
            return true;
        }
        return a instanceof List<?> some && b instanceof List<?> others && sameItems(some, others);
    }

    private static boolean sameItems(List<?> some, List<?> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!alike(some.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static PortConfig plain(PortConfig port) {
        return new PortConfig(
                port.name(),
                port.protocolOrTcp(),
                port.targetPort(),
                port.publishedPort(),
                port.publishMode().isEmpty() ? "ingress" : port.publishMode());
    }

    // a duration of zero and a refused switch are wishes; the absence of one is the default
    private static boolean blank(@Nullable Object value) {
        if (value == null || value instanceof Collection<?> c && c.isEmpty()) {
            return true;
        }
        if (value instanceof Record && !(value instanceof PortConfig)) {
            for (var part : value.getClass().getRecordComponents()) {
                var inner = value(part, value);
                var silent = part.getType() == boolean.class && Boolean.FALSE.equals(inner);
                if (!silent && !blank(inner)) {
                    return false;
                }
            }
            return true;
        }
        return value instanceof Map<?, ?> m && m.isEmpty()
                || value instanceof String text && text.isEmpty()
                || value instanceof Number number && number.doubleValue() == 0;
    }

    private static @Nullable Object value(RecordComponent part, Object owner) {
        try {
            return part.getAccessor().invoke(owner);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("specs are public records", impossible);
        }
    }
}
