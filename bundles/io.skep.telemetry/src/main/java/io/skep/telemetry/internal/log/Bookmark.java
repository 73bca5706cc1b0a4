package io.skep.telemetry.internal.log;

import io.skep.model.LogLine;
import io.skep.model.LogRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How far the output of a task was told, so that it can go on from there, nothing twice. */
final class Bookmark {

    // the two streams of a program are written down side by side, not quite in order of time
    private static final Duration BESIDE = Duration.ofSeconds(1);

    private final SortedMap<Integer, Spot> told = new TreeMap<>();
    private final SortedMap<Integer, Spot> skipped = new TreeMap<>();
    private Optional<Instant> first = Optional.empty();

    /**
     * A place in a stream, whose times never decrease.
     *
     * @param lines how many lines of that moment
     */
    private record Spot(Instant at, int lines) {

        private Spot one(int more) {
            return new Spot(at, lines + more);
        }
    }

    /** What must be asked for to hear the rest. */
    LogRequest rest(LogRequest wanted) {
        skipped.clear();
        skipped.putAll(told);
        var from = told.values().stream().map(Spot::at).max(Instant::compareTo);
        return from.map(at -> since(wanted, at.minus(BESIDE))).orElse(wanted);
    }

    private static LogRequest since(LogRequest wanted, Instant at) {
        var since = wanted.since();
        var later = since == null || since.isBefore(at) ? at : since;
        return new LogRequest(wanted.stdout(), wanted.stderr(), wanted.follow(), later, -1);
    }

    /** Whether this line was not told yet; from now on it was. */
    boolean isNew(LogLine line) {
        if (first.isEmpty()) {
            first = Optional.of(line.at());
        }
        if (cameBefore(line)) {
            return false;
        }
        var spot = told.get(line.stream());
        var here = spot != null && spot.at.equals(line.at()) ? spot : new Spot(line.at(), 0);
        told.put(line.stream(), here.one(1));
        return true;
    }

    private boolean cameBefore(LogLine line) {
        if (skipped.isEmpty()) {
            return false;
        }
        var spot = skipped.get(line.stream());
        if (spot == null) {
            return line.at().isBefore(first.orElseThrow());
        }
        if (spot.at.equals(line.at()) && spot.lines > 0) {
            skipped.put(line.stream(), spot.one(-1));
            return true;
        }
        return line.at().isBefore(spot.at);
    }
}
