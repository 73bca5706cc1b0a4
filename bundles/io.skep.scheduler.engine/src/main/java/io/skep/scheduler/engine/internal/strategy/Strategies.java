package io.skep.scheduler.engine.internal.strategy;

import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugRow;
import io.skep.scheduler.spi.SchedulingStrategy;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * The strategies that are there. Safe for use by any thread: threads that start and stop bundles
 * replace an immutable list, a turn looks at it once.
 */
public final class Strategies {

    /** The contract's name. */
    public static final String CONTRACT = "scheduler";

    private final AtomicLong epochs = new AtomicLong();
    private final AtomicReference<List<Strategy>> bound = new AtomicReference<>(List.of());

    /** A strategy came. */
    public void bind(SchedulingStrategy service, String name, String version) {
        var fresh = new Strategy(service, name, version, epochs.incrementAndGet());
        bound.updateAndGet(all -> Stream.concat(all.stream(), Stream.of(fresh)).toList());
    }

    /** A strategy goes; a turn that knows it does not call it again. */
    public void unbind(SchedulingStrategy service) {
        bound.get().stream().filter(known -> known.is(service)).forEach(Strategy::leave);
        bound.updateAndGet(all -> all.stream().filter(known -> !known.is(service)).toList());
    }

    /** The strategy of that name; of several with one name the one that came first. */
    public Optional<Strategy> named(String name) {
        return bound.get().stream().filter(known -> known.name().equals(name)).findFirst();
    }

    /** What {@code skep:plug-ls} shows while a strategy is wanted. */
    public List<PlugRow> rows(String wanted) {
        var live = named(wanted);
        return bound.get().stream()
                .sorted(Comparator.comparing(Strategy::name).thenComparing(Strategy::epoch))
                .map(known -> row(known, live.filter(one -> one == known).isPresent()))
                .toList();
    }

    private static PlugRow row(Strategy known, boolean live) {
        var info = new PlugInfo(CONTRACT, known.name(), known.version(), List.of());
        return live
                ? new PlugRow(info, "live", known.epoch(), known.note())
                : new PlugRow(info, "available", 0, known.note());
    }
}
