package io.skep.control.engine.internal;

import io.skep.model.spec.Payload;
import io.skep.model.spec.ServiceMode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Changes a record somewhere deep inside, into what a hostile or careless client might send. */
final class Mutant {

    private static final List<String> TEXTS =
            List.of(
                    "",
                    " ",
                    "a",
                    "A-b_c.d",
                    "-x",
                    "x".repeat(64),
                    "x".repeat(5_000),
                    "\u00e9\u4e2d\uD83D\uDC1D",
                    "\ud800",
                    "\u0000",
                    "%s%n%d",
                    "{{",
                    "{{.Node.ID}}",
                    "{{.Nope}}",
                    "{{join | \"",
                    "../../etc",
                    "10.0.0.0/8",
                    "10.0.0.0/999",
                    "node.role==manager",
                    "web",
                    "container",
                    "host",
                    "dnsrr",
                    "sha256:" + "f".repeat(64),
                    "\n\r\t\"'\\");
    private static final List<Long> NUMBERS =
            List.of(0L, 1L, -1L, 2L, 80L, 8080L, 65_536L, 4L << 20, Long.MAX_VALUE, Long.MIN_VALUE);
    private static final List<Double> FRACTIONS =
            List.of(0.0, 1.0, 0.5, -0.0, -1.0, 2.0, Double.NaN, Double.MAX_VALUE);
    private static final List<Duration> SPANS =
            List.of(
                    Duration.ZERO,
                    Duration.ofNanos(1),
                    Duration.ofNanos(-1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                    Duration.ofSeconds(Long.MIN_VALUE));
    private static final List<Integer> SIZES = List.of(0, 1, 40);
    private static final List<Integer> HUGE = List.of(512_000, 512_001, 1_024_001);

    private final Random random;

    Mutant(Random random) {
        this.random = random;
    }

    /** One to three changes; the same record when it refuses to exist so. */
    <T extends Record> T of(T seed) {
        var at = seed;
        for (int i = random.nextInt(3); i >= 0; i--) {
            at = cast(seed, changed(at, false));
        }
        return at;
    }

    @SuppressWarnings("unchecked") // a changed record is of the same class
    private static <T extends Record> T cast(T like, Record value) {
        return (T) value;
    }

    // a command's own parts are never absent: doors are on our side
    private Record changed(Record value, boolean absent) {
        var parts = value.getClass().getRecordComponents();
        if (parts.length == 0) {
            return value;
        }
        var arguments = new Object[parts.length];
        int chosen = random.nextInt(parts.length);
        for (int i = 0; i < parts.length; i++) {
            var old = read(parts[i], value);
            arguments[i] = i == chosen ? other(parts[i].getType(), old, absent) : old;
        }
        try {
            var types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class[]::new);
            var constructor = value.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException refused) {
            return value;
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Object read(RecordComponent part, Record value) {
        try {
            part.getAccessor().setAccessible(true);
            return part.getAccessor().invoke(value);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Object other(Class<?> type, Object old, boolean absent) {
        if (type == boolean.class) {
            return !(boolean) old;
        }
        if (type == double.class) {
            return any(FRACTIONS);
        }
        if (type == int.class) {
            return any(NUMBERS).intValue();
        }
        if (type == long.class) {
            return any(NUMBERS);
        }
        return absent && random.nextInt(8) == 0 ? null : object(type, old);
    }

    private Object object(Class<?> type, Object old) {
        if (type == String.class) {
            return random.nextInt(4) == 0 ? cut((String) old) : any(TEXTS);
        }
        if (type == Boolean.class) {
            return random.nextBoolean();
        }
        if (type == Long.class) {
            return any(NUMBERS);
        }
        if (type == Duration.class) {
            return any(SPANS);
        }
        if (type == Instant.class) {
            return random.nextBoolean() ? Instant.MAX : Instant.EPOCH;
        }
        if (type == Payload.class) {
            return Payload.of(new byte[any(random.nextInt(16) == 0 ? HUGE : SIZES)]);
        }
        return structure(type, old);
    }

    private Object structure(Class<?> type, Object old) {
        if (type.isEnum()) {
            return any(List.of(type.getEnumConstants()));
        }
        if (type == ServiceMode.class) {
            return any(
                    List.of(
                            new ServiceMode.Replicated(any(NUMBERS)),
                            new ServiceMode.Global(),
                            new ServiceMode.ReplicatedJob(any(NUMBERS), any(NUMBERS)),
                            new ServiceMode.GlobalJob()));
        }
        if (old instanceof Record inner) {
            return changed(inner, true);
        }
        if (old instanceof List<?> items) {
            return list(items);
        }
        if (old instanceof Map<?, ?> entries) {
            return map(entries);
        }
        return old;
    }

    private List<?> list(List<?> items) {
        var changed = new ArrayList<Object>(items);
        if (items.isEmpty()) {
            return items;
        }
        int at = random.nextInt(items.size());
        switch (random.nextInt(4)) {
            case 0 -> changed.remove(at);
            case 1 -> changed.add(changed.get(at));
            default -> changed.set(at, item(changed.get(at)));
        }
        return changed;
    }

    private Object item(Object old) {
        return old instanceof Record inner ? changed(inner, true) : any(TEXTS);
    }

    private Map<String, Object> map(Map<?, ?> entries) {
        var changed = new TreeMap<String, Object>();
        entries.forEach((key, value) -> changed.put((String) key, value));
        changed.put(any(TEXTS), any(TEXTS));
        return changed;
    }

    private String cut(String text) {
        return text.substring(0, text.length() / 2);
    }

    private <V> V any(List<V> values) {
        return values.get(random.nextInt(values.size()));
    }
}
