package io.skep.agent.internal.shelf;

import io.skep.model.net.Wiring;
import java.util.List;
import java.util.Optional;

/**
 * What is known of networks, on disk: the whole, and what differed each time it was written since.
 * So a change costs what it changes. Each difference says which number it follows, so that one that
 * a crash left behind is not taken for one of a newer whole. The agent's loop.
 */
final class Ledger {

    private static final String WHOLE = "wiring";
    private static final String STEP = WHOLE + ".";

    /** So many differences are read at a start, at most. */
    static final int MOST = 128;

    /** A difference that is not much smaller than the whole is none. */
    private static final int SMALLER = 8;

    private final Papers papers;
    // what the disk says; differences are made from there
    private Wiring written = Wiring.EMPTY;
    private int steps;

    /** Everything at once. */
    public record Whole(long number, int port, Wiring.News all) {}

    /** What differs from the wiring with number {@code after}. */
    public record Step(long after, long number, int port, Wiring.News news) {}

    /** Files with records in them. */
    interface Papers {

        /** Absent when there is none, or it cannot be read. */
        <T extends Record> Optional<T> read(String name, Class<T> type);

        /** In one step, and on disk when it returns. */
        void write(String name, Record content);

        void delete(String name);

        /** All there are. */
        List<String> names();
    }

    Ledger(Papers papers) {
        this.papers = papers;
    }

    /** What was written last. */
    Wiring read() {
        written =
                papers.read(WHOLE, Whole.class)
                        .map(kept -> Wiring.EMPTY.after(kept.number(), kept.port(), kept.all()))
                        .orElse(Wiring.EMPTY);
        steps = 0;
        var next = step(1);
        while (next.isPresent()) {
            var step = next.get();
            written = written.after(step.number(), step.port(), step.news());
            next = step(++steps + 1);
        }
        if (all().size() > steps) {
            steps = MOST; // some follow nothing: the next time, everything is written
        }
        return written;
    }

    private Optional<Step> step(int number) {
        return papers.read(STEP + number, Step.class)
                .filter(step -> step.after() == written.number());
    }

    /** Writes what is known now. */
    void write(Wiring wiring) {
        if (wiring.number() == written.number()) {
            return;
        }
        var news = wiring.since(written);
        if (steps == MOST || size(news) * SMALLER > wiring.endpoints().size()) {
            papers.write(WHOLE, new Whole(wiring.number(), wiring.port(), wiring.news()));
            written = wiring;
            steps = MOST; // if this fails, the next time everything is written again
            all().forEach(papers::delete);
            steps = 0;
        } else {
            var step = new Step(written.number(), wiring.number(), wiring.port(), news);
            papers.write(STEP + (steps + 1), step);
            written = wiring;
            steps++;
        }
    }

    /** The differences there are; those a crash left behind follow numbers before the whole's. */
    private List<String> all() {
        return papers.names().stream().filter(name -> name.startsWith(STEP)).toList();
    }

    private static int size(Wiring.News news) {
        return news.spans().size()
                + news.endpoints().size()
                + news.frontends().size()
                + news.passages().size()
                + news.removed().size();
    }
}
