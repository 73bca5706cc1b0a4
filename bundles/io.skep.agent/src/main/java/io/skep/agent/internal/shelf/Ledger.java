package io.skep.agent.internal.shelf;

import io.skep.model.net.Wiring;

/** What is known of networks, on disk; a change costs what it changes. The agent's loop. */
final class Ledger {

    /** A difference that is not much smaller than the whole is none. */
    private static final int SMALLER = 8;

    private final Scroll<Whole, Step> scroll;
    // what the disk says; differences are made from there
    private Wiring written = Wiring.EMPTY;

    /** Everything at once. */
    public record Whole(long number, int port, Wiring.News all) implements Scroll.Numbered {}

    /** What differs from the wiring with number {@code after}. */
    public record Step(long after, long number, int port, Wiring.News news)
            implements Scroll.Step {}

    Ledger(Scroll.Papers papers) {
        this.scroll = new Scroll<>(papers, "wiring", Whole.class, Step.class);
    }

    /** What was written last. */
    Wiring read() {
        written =
                scroll.whole()
                        .map(kept -> Wiring.EMPTY.after(kept.number(), kept.port(), kept.all()))
                        .orElse(Wiring.EMPTY);
        for (var step : scroll.steps()) {
            written = written.after(step.number(), step.port(), step.news());
        }
        return written;
    }

    /** Writes what is known now. */
    void write(Wiring wiring) {
        if (wiring.number() == written.number()) {
            return;
        }
        var news = wiring.since(written);
        if (scroll.hasRoom() && size(news) * SMALLER < wiring.endpoints().size()) {
            scroll.write(new Step(written.number(), wiring.number(), wiring.port(), news));
        } else {
            scroll.rewrite(new Whole(wiring.number(), wiring.port(), wiring.news()));
        }
        written = wiring;
    }

    private static int size(Wiring.News news) {
        return news.spans().size()
                + news.endpoints().size()
                + news.frontends().size()
                + news.passages().size()
                + news.removed().size();
    }
}
