package io.skep.agent.internal.shelf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something large on disk of which little changes: the whole in one file, and each change since in
 * one of its own. A change says which number it follows, so that one that a crash left behind is
 * not taken for one of a newer whole. One thread at a time.
 *
 * @param <W> the whole
 * @param <S> a change
 */
final class Scroll<W extends Record & Scroll.Numbered, S extends Record & Scroll.Step> {

    /** So many changes are read at a start, at most. */
    static final int MOST = 128;

    private final Papers papers;
    private final String name;
    private final Class<W> wholes;
    private final Class<S> changes;
    private long number;
    private int steps = MOST;

    /** What is on disk, in the order in which it was put there. */
    interface Numbered {

        /** Increases with every change. */
        long number();
    }

    /** A change. */
    interface Step extends Numbered {

        /** The number of what it changes. */
        long after();
    }

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

    Scroll(Papers papers, String name, Class<W> wholes, Class<S> changes) {
        this.papers = papers;
        this.name = name;
        this.wholes = wholes;
        this.changes = changes;
    }

    /** What was written last as a whole; comes before {@link #steps}. */
    Optional<W> whole() {
        var whole = papers.read(name, wholes);
        number = whole.map(Numbered::number).orElse(0L);
        steps = whole.isPresent() ? 0 : MOST;
        return whole;
    }

    /** The changes since, in order. */
    List<S> steps() {
        var found = new ArrayList<S>();
        var next = step(1);
        while (next.isPresent()) {
            found.add(next.get());
            number = next.get().number();
            next = step(found.size() + 1);
        }
        // when some follow nothing, everything is written the next time
        steps = all().size() > found.size() ? MOST : Math.max(steps, found.size());
        return found;
    }

    private Optional<S> step(int at) {
        return papers.read(file(at), changes).filter(step -> step.after() == number);
    }

    private String file(int step) {
        return name + "." + step;
    }

    /** The changes there are; those a crash left behind follow numbers before the whole's. */
    private List<String> all() {
        return papers.names().stream().filter(file -> file.startsWith(name + ".")).toList();
    }

    /** The number of what is on disk. */
    long number() {
        return number;
    }

    /** Whether a change may be written, and need not be a whole. */
    boolean hasRoom() {
        return steps < MOST;
    }

    /** Writes a change; if it fails, a whole comes next. */
    void write(S step) {
        int at = steps + 1;
        steps = MOST;
        papers.write(file(at), step);
        number = step.number();
        steps = at;
    }

    /** Writes everything. */
    void rewrite(W whole) {
        steps = MOST;
        papers.write(name, whole);
        number = whole.number();
        all().forEach(papers::delete);
        steps = 0;
    }
}
