package io.skep.updater.internal.rollout;

import io.skep.model.Service;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.planner.Turn;
import io.skep.updater.internal.slot.Place;
import io.skep.updater.internal.slot.Places;
import io.skep.updater.internal.slot.Swap;
import java.util.List;

/** The update of one service: one step per turn. Source: swarm-behaviour 1.7. */
public final class Rollout {

    private static final int SLOTS_PER_TURN = 10_000;

    private final Turn turn;
    private final ServiceId id;
    private final Book book;
    private long left = SLOTS_PER_TURN;

    /** Of a service that has no iterations. */
    public Rollout(Turn turn, Service service) {
        this.turn = turn;
        this.id = service.id();
        this.book = new Book(turn, service);
    }

    /** Goes as far as it may go now. */
    public void advance() {
        if (book.first()) {
            return; // all tasks were made for this wish
        }
        var outdated = new Places(turn.view(), book.service()).outdated(turn.view().tasksOf(id));
        if (book.paused()) {
            finish(outdated); // UP-5: what was begun is ended, nothing else is begun
        } else if (book.running() || !outdated.isEmpty() && !book.known()) {
            advance(outdated);
        } else {
            outdated.forEach(this::straighten);
        }
    }

    private void advance(List<Place> outdated) {
        if (!book.running()) {
            book.begin();
        }
        if (book.slots() == 0 && !outdated.isEmpty()) {
            book.count(outdated.size());
        }
        var settings = settings();
        var evidence = evidence(settings);
        evidence.newlyRunning().forEach(this::noteRunning);
        if (settings.watches() && settings.tooMany(evidence.failures(), book.slots())) {
            fail(settings, evidence);
        } else {
            proceed(outdated, settings, evidence);
        }
    }

    private Settings settings() {
        var spec = book.service().inForce();
        return book.rollback() ? Settings.ofRollback(spec) : Settings.ofUpdate(spec);
    }

    private Evidence evidence(Settings settings) {
        return new Evidence(settings, book, turn.view().tasksOf(id));
    }

    private void noteRunning(Task task) {
        var plan = task.plan().value();
        turn.put(task.id(), plan.withOrigin(plan.origin().running(task.since())));
    }

    // UP-10
    private void fail(Settings settings, Evidence evidence) {
        var task = evidence.lastFailure().orElseThrow();
        if (settings.rollsBack() && book.canRollBack()) {
            book.rollBack(task);
            turn.again(id);
        } else {
            book.pause(task);
        }
    }

    private void proceed(List<Place> outdated, Settings settings, Evidence evidence) {
        long busy = evidence.busy(turn.now());
        long open = 0;
        var swap = new Swap(turn, book.service());
        for (var place : outdated) {
            var staying = place.staying();
            if (staying.isPresent() && mayLetGo(staying.get(), settings)) {
                letGo(place, staying.get());
                continue;
            }
            open++;
            if (staying.isPresent()) {
                busy += evidence.made(staying.get()) ? 0 : 1;
            } else if (busy < settings.parallelism() && more()) {
                begin(place, settings, swap);
                busy++;
            }
        }
        evidence.nextRested(turn.now()).ifPresent(at -> turn.wakeAt(at, id));
        if (open == 0 && busy == 0) {
            end(evidence);
        }
    }

    private static boolean mayLetGo(Task staying, Settings settings) {
        return !settings.startFirst() || staying.state() == TaskState.RUNNING;
    }

    private void letGo(Place place, Task staying) {
        var leaving = place.leaving(staying);
        new Swap(turn, book.service()).stop(leaving);
        if (staying.desired() == TaskState.READY || leaving.stream().anyMatch(Rollout::onItsWay)) {
            turn.again(id); // it may have waited for nothing else; a worker is free again
        }
    }

    private static boolean onItsWay(Task task) {
        return task.state().before(TaskState.RUNNING);
    }

    private static void begin(Place place, Settings settings, Swap swap) {
        if (settings.startFirst()) {
            swap.startFirst(place);
        } else {
            swap.stopFirst(place);
        }
    }

    private boolean more() {
        if (left == 0) {
            turn.again(id); // PLN-4
            return false;
        }
        left--;
        return true;
    }

    // UP-11
    private void end(Evidence evidence) {
        var until = evidence.watchedUntil();
        if (until.isPresent() && until.get().isAfter(turn.now())) {
            turn.wakeAt(until.get(), id);
        } else {
            book.complete();
        }
    }

    private void finish(List<Place> outdated) {
        var evidence = evidence(settings());
        for (var place : outdated) {
            place.fresh().stream()
                    .filter(evidence::runs)
                    .findFirst()
                    .ifPresent(staying -> letGo(place, staying));
        }
    }

    /**
     * Replaces what is outdated although the update is over, or had nothing to do: a node that was
     * paused meanwhile takes tasks again. That is no rolling update (UP-14).
     */
    private void straighten(Place place) {
        var staying = place.staying();
        if (staying.isEmpty()) {
            if (more()) {
                new Swap(turn, book.service()).stopFirst(place);
            }
        } else if (staying.get().state() == TaskState.RUNNING) {
            letGo(place, staying.get());
        }
    }
}
