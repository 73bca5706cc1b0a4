package io.skep.updater.internal.rollout;

import io.skep.model.Service;
import io.skep.model.ServicePlan;
import io.skep.model.TaskId;
import io.skep.model.UpdateStatus;
import io.skep.planner.Turn;
import java.time.Instant;
import java.util.Optional;

/** What the plan of a service says of its update. Source: swarm-behaviour UP-6, UP-10. */
final class Book {

    private final Turn turn;
    private Service service;
    private final boolean known;

    /** Opens the book at the newest wish; what it says of an older one is crossed out (UP-4). */
    Book(Turn turn, Service service) {
        var wish = service.wish().value();
        this.turn = turn;
        this.service = service;
        this.known = service.planOrEmpty().updateVersion() == wish.specVersion();
        if (!known && !first()) {
            var begun =
                    wish.rollbackRequested() ? UpdateStatus.requestedRollback(turn.now()) : null;
            put(
                    service.planOrEmpty()
                            .withUpdate(begun, wish.specVersion())
                            .withRolledBack(false)
                            .withUpdateSlots(0));
        }
    }

    /** The service with what the book says now. */
    Service service() {
        return service;
    }

    /** Whether there is no wish before this one. */
    boolean first() {
        return service.wish().value().previous() == null && service.planOrEmpty().update() == null;
    }

    /** Whether an earlier turn saw this wish already. */
    boolean known() {
        return known;
    }

    boolean running() {
        return status().filter(UpdateStatus::running).isPresent();
    }

    boolean paused() {
        return status().filter(UpdateStatus::paused).isPresent();
    }

    boolean rollingBack() {
        return status().filter(UpdateStatus::rollingBack).isPresent();
    }

    /** Whether it is about a rollback, under way or paused. */
    boolean rollback() {
        return rollingBack()
                || status().filter(s -> s.state().equals(UpdateStatus.ROLLBACK_PAUSED)).isPresent();
    }

    /** When the update began. */
    Instant began() {
        return status().map(UpdateStatus::startedAt).orElse(Instant.MAX);
    }

    /** How many slots were outdated when it began. */
    long slots() {
        return service.planOrEmpty().updateSlots();
    }

    void begin() {
        write(new UpdateStatus(UpdateStatus.UPDATING, turn.now(), null, "update in progress"));
    }

    void count(long slots) {
        put(service.planOrEmpty().withUpdateSlots(slots));
    }

    void complete() {
        var back = rollingBack();
        write(
                new UpdateStatus(
                        back ? UpdateStatus.ROLLBACK_COMPLETED : UpdateStatus.COMPLETED,
                        began(),
                        turn.now(),
                        back ? "rollback completed" : "update completed"));
    }

    void pause(TaskId task) {
        var back = rollingBack();
        var message = (back ? "rollback paused" : "update paused") + because(task);
        var state = back ? UpdateStatus.ROLLBACK_PAUSED : UpdateStatus.PAUSED;
        write(new UpdateStatus(state, began(), null, message));
    }

    /** Puts the previous wish in force; the wish itself is the user's. */
    void rollBack(TaskId task) {
        var message = "update rolled back" + because(task);
        write(new UpdateStatus(UpdateStatus.ROLLBACK_STARTED, began(), null, message));
        put(service.planOrEmpty().withRolledBack(true).withUpdateSlots(0));
    }

    /** Whether there is a wish to go back to; nobody goes back from a rollback. */
    boolean canRollBack() {
        return !rollingBack() && service.wish().value().previous() != null;
    }

    private static String because(TaskId task) {
        return " due to failure or early termination of task " + task;
    }

    private Optional<UpdateStatus> status() {
        return Optional.ofNullable(service.planOrEmpty().update());
    }

    private void write(UpdateStatus status) {
        var plan = service.planOrEmpty();
        put(plan.withUpdate(status, service.wish().value().specVersion()));
    }

    private void put(ServicePlan plan) {
        turn.put(service, plan);
        service = turn.view().services().get(service.id()).orElse(service);
    }
}
