package io.skep.updater.internal.rollout;

import io.skep.model.Origin;
import io.skep.model.Task;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tasks an update made, and what became of them. Source: swarm-behaviour UP-8, UP-9.
 *
 * <p>All an update has to know is on these tasks, so it goes on under another leader as if nothing
 * had happened.
 */
final class Evidence {

    private final Settings settings;
    private final long version;
    private final long update;
    private final List<Task> made;

    /** What the update in the book made among the tasks of its service. */
    Evidence(Settings settings, Book book, List<Task> tasks) {
        this.settings = settings;
        this.version = book.service().versionInForce();
        this.update = Origin.updateOf(book.service());
        this.made = tasks.stream().filter(this::made).toList();
    }

    /** Those that are seen running for the first time. */
    List<Task> newlyRunning() {
        return made.stream()
                .filter(task -> task.state() == TaskState.RUNNING)
                .filter(task -> task.plan().value().origin().ranAt() == null)
                .toList();
    }

    /** How many ended too early. */
    long failures() {
        return made.stream().filter(this::failed).count();
    }

    /** The one that ended too early last. */
    Optional<TaskId> lastFailure() {
        return made.stream()
                .filter(this::failed)
                .max(Comparator.comparing(Task::since).thenComparing(Task::id))
                .map(Task::id);
    }

    /** How many slots are being worked on, or rested after. */
    long busy(Instant now) {
        return underWay() + rests().filter(until -> until.isAfter(now)).count();
    }

    /** When the next slot has rested long enough; empty when none rests. */
    Optional<Instant> nextRested(Instant now) {
        return rests().filter(until -> until.isAfter(now)).min(Comparator.naturalOrder());
    }

    /** When the last slot has been watched long enough; empty when there was none. */
    Optional<Instant> watchedUntil() {
        return rests().max(Comparator.naturalOrder()).map(rest -> rest.plus(settings.monitor()));
    }

    /** Whether the update made this task and it runs. */
    boolean runs(Task task) {
        return task.state() == TaskState.RUNNING && made(task);
    }

    /** Whether the update made this task. */
    boolean made(Task task) {
        return task.plan().value().origin().update() == update
                && task.plan().value().specVersion() == version
                && task.desired() != TaskState.REMOVE; // scaled down, or its node is gone
    }

    // one that stopped because it was told to has not failed
    private boolean failed(Task task) {
        var ran = task.plan().value().origin().ranAt();
        return task.terminal()
                && task.state() != TaskState.SHUTDOWN
                && (ran == null || !task.since().isAfter(ran.plus(settings.monitor())));
    }

    private long underWay() {
        return made.stream()
                .filter(task -> task.wanted() && task.state().before(TaskState.RUNNING))
                .count();
    }

    private Stream<Instant> rests() {
        return made.stream()
                .filter(task -> !task.state().before(TaskState.RUNNING))
                .map(Evidence::done)
                .map(done -> done.plus(settings.delay()));
    }

    private static Instant done(Task task) {
        var ran = task.plan().value().origin().ranAt();
        return ran == null ? task.since() : ran;
    }
}
