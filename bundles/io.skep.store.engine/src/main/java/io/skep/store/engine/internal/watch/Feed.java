package io.skep.store.engine.internal.watch;

import io.skep.model.Change;
import io.skep.model.Kind;
import io.skep.model.State;
import io.skep.model.View;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.Commit;
import io.skep.store.Watcher;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * STO-1: the newest state, and every commit to every watcher, in order and without gap. Outlives
 * the engine: watchers may come before it started. Shown by one thread, read by any.
 */
public final class Feed {

    /** How many commits a watcher may be behind. */
    public static final int MOST = 10_000;

    /** A view, the commit that made it, absent when it came otherwise, and what that touched. */
    private record Event(View view, Optional<Commit> commit, Set<Kind> touched) {

        private static Event of(Commit commit) {
            var touched = EnumSet.noneOf(Kind.class);
            commit.changes().stream().map(Change::kind).forEach(touched::add);
            return new Event(commit.after(), Optional.of(commit), touched);
        }

        private static Event of(View view) {
            return new Event(view, Optional.empty(), EnumSet.allOf(Kind.class));
        }
    }

    private final Tape<Event> tape = new Tape<>(Event.of(State.EMPTY));
    private final Audience<Event> audience = new Audience<>();
    // the newest state; set by the thread that shows, read by any
    private final AtomicReference<View> view = new AtomicReference<>(State.EMPTY);

    /** The newest state. */
    public View view() {
        return view.get();
    }

    /** Shows a commit. */
    public void show(Commit commit) {
        add(Event.of(commit));
    }

    /** Shows a state that does not follow from the one before. */
    public void jump(View to) {
        add(Event.of(to));
    }

    /** The view first: whoever begins to watch and then looks has missed nothing. */
    private void add(Event event) {
        view.set(event.view());
        var before = tape.end();
        audience.pass(before, tape.add(event), MOST);
        audience.wake();
    }

    /** Begins to watch behind the newest commit. */
    public Cancellable watch(Loop loop, Watcher watcher) {
        var kinds = watcher.kinds();
        var reader =
                Reader.behind(
                        tape.end(),
                        event -> !Collections.disjoint(kinds, event.touched()),
                        event -> tell(watcher, event),
                        event -> watcher.lagged(event.view()));
        return audience.add(loop, reader);
    }

    private static void tell(Watcher watcher, Event event) {
        event.commit().ifPresentOrElse(watcher::commit, () -> watcher.lagged(event.view()));
    }
}
