package io.skep.planner.engine.internal;

import io.skep.model.Kind;
import io.skep.model.ServiceId;
import io.skep.model.State;
import io.skep.model.View;
import io.skep.planner.Stage;
import io.skep.planner.engine.internal.agenda.Agenda;
import io.skep.planner.engine.internal.agenda.Alarms;
import io.skep.planner.engine.internal.agenda.Pace;
import io.skep.planner.engine.internal.agenda.Work;
import io.skep.planner.engine.internal.commit.Proposals;
import io.skep.planner.engine.internal.draft.DraftTurn;
import io.skep.planner.engine.internal.stage.Line;
import io.skep.planner.engine.internal.stage.StageOrder;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.seam.Seams;
import io.skep.store.Commit;
import io.skep.store.Store;
import io.skep.store.Watcher;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leader's belt: collects what changed, plans it in one turn, commits the draft, and only then
 * turns again. A draft that is lost is planned anew from what is then. Owned by its loop.
 */
final class Belt implements Watcher {

    private static final Logger log = LoggerFactory.getLogger(Belt.class);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Store store;
    private final Seams seams;
    private final Loop loop;
    private final Supplier<List<Stage>> stages;
    private final Agenda agenda = new Agenda();
    private final Alarms alarms = new Alarms();
    private final Line line = new Line();
    private final Tally tally;
    private final Pace pace;
    private final Proposals proposals;
    private Cancellable watch = () -> {};
    private Cancellable start = () -> {};
    private Cancellable alarm = () -> {};
    private Duration pause = PAUSE;
    private boolean starting;
    private boolean committing;

    /** A belt at rest. */
    Belt(Store store, Seams seams, Loop loop, Supplier<List<Stage>> stages, Tally tally) {
        this.tally = tally;
        this.store = store;
        this.seams = seams;
        this.loop = loop;
        this.stages = stages;
        this.pace = new Pace(seams.time().nanos());
        this.proposals = new Proposals(store, loop, seams.time());
    }

    /** Begins to turn; everything is looked at. */
    void begin() {
        line.use(StageOrder.of(stages.get()));
        watch = store.watch(loop, this);
        event();
    }

    /** Turns no more. */
    void end() {
        watch.cancel();
        start.cancel();
        alarm.cancel();
        proposals.end();
        committing = true;
    }

    /** Other stages from the next turn on, which looks at everything. */
    void restage() {
        line.use(StageOrder.of(stages.get()));
        agenda.everything();
        event();
    }

    /** A stage asks for a turn: something outside the store changed. */
    void nudge() {
        agenda.reschedule();
        event();
    }

    @Override
    public Set<Kind> kinds() {
        return EnumSet.complementOf(EnumSet.of(Kind.SECRET, Kind.CONFIG));
    }

    @Override
    public void commit(Commit commit) {
        agenda.commit(commit);
        event();
    }

    @Override
    public void lagged(View now) {
        agenda.everything();
        event();
    }

    private void event() {
        if (!agenda.isEmpty()) {
            pace.event(seams.time().nanos());
            arrange();
        }
    }

    /** Arranges the next turn, unless one is arranged or under way. */
    private void arrange() {
        if (!committing && !starting && !agenda.isEmpty()) {
            starting = true;
            start = loop.schedule(pace.delay(seams.time().nanos()), this::start);
        }
    }

    private void start() {
        starting = false;
        if (pace.delay(seams.time().nanos()).isZero()) {
            turn();
        } else {
            arrange(); // more came meanwhile
        }
    }

    private void turn() {
        pace.begun();
        long begun = seams.time().nanos();
        var now = seams.time().now();
        agenda.services(alarms.due(now));
        var view = store.view();
        var work = agenda.take(view);
        alarms.answered(work.services());
        // a store's view is a state, see docs/architecture.md; a copy would cost more than a turn
        var turn = new DraftTurn((State) view, work, now, seams.entropy());
        line.run(turn, work.services());
        tally.turn(seams.time().nanos() - begun, turn.overlay().changes().size());
        commit(turn, work);
    }

    private void commit(DraftTurn turn, Work work) {
        var changes = turn.overlay().changes();
        alarms.set(turn.wishes().wakes());
        committing = true;
        log.debug(
                "planner: {} services, {} nodes, {} changes",
                work.services().size(),
                work.nodes().size(),
                changes.size());
        proposals
                .commit(changes)
                .whenComplete((done, failure) -> settled(turn, work, failure, changes.isEmpty()));
    }

    private void settled(DraftTurn turn, Work work, @Nullable Throwable failure, boolean idle) {
        if (failure != null) {
            retry(work, failure);
            return;
        }
        pause = PAUSE;
        pace.ended(seams.time().nanos());
        committing = false;
        again(turn.wishes().again(), idle);
        arrange();
        watchClock();
    }

    /**
     * A turn that left work did so because there was much: the next one need not wait for quiet.
     */
    private void again(SortedSet<ServiceId> left, boolean idle) {
        if (left.isEmpty()) {
            return;
        }
        agenda.services(left);
        if (idle) {
            pace.event(seams.time().nanos());
        } else {
            pace.hurry();
        }
    }

    private void retry(Work work, Throwable failure) {
        tally.lost();
        log.warn("planner: a draft was lost, planning again in {}", pause, failure);
        agenda.again(work);
        start = loop.schedule(pause, this::resume);
        var twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private void resume() {
        committing = false;
        turn();
    }

    private void watchClock() {
        alarm.cancel();
        alarms.next()
                .map(moment -> Duration.between(seams.time().now(), moment))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .ifPresent(wait -> alarm = loop.schedule(wait, this::ring));
    }

    private void ring() {
        agenda.services(alarms.due(seams.time().now()));
        event();
        if (!starting && !committing) {
            watchClock();
        }
    }
}
