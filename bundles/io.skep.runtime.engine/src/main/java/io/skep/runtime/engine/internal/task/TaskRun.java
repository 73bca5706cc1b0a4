package io.skep.runtime.engine.internal.task;

import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.runtime.engine.internal.net.Crossing;
import io.skep.runtime.spi.Adoption;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Health;
import io.skep.runtime.spi.Observed;
import io.skep.slice.Assignment;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one task on this node. {@link #drive} compares what is wanted with what is, and takes
 * the next step; at most one verb of the runtime is in flight.
 *
 * <p>Source: swarm-behaviour TK-5 to TK-8, EX-1 to EX-8.
 */
public final class TaskRun {

    private static final Logger log = LoggerFactory.getLogger(TaskRun.class);
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);
    private static final String UNHEALTHY = "dockerexec: unhealthy container";
    private static final String DESTROYED = "dockerexec: container destroyed";

    private final Setting setting;
    private final Runnable gone;
    private final Report report;
    private final Flight flight;
    private final Crossing crossing;
    private Assignment wish;
    private TaskState desired;
    private @Nullable Handle handle;
    private boolean adopted;
    private boolean searched;
    private boolean started;
    private boolean unhealthy;
    private boolean leaving;

    /**
     * A task as the slice shows it.
     *
     * @param gone called when the task left the slice and nothing is left of it
     */
    public TaskRun(Setting setting, Assignment wish, Runnable gone) {
        this.setting = setting;
        this.wish = wish;
        this.gone = gone;
        this.desired = desired(wish.plan());
        this.report = new Report(wish.task(), setting);
        this.flight = new Flight(wish.task().value(), setting.loop(), this::drive, this::refused);
        this.crossing =
                new Crossing(
                        wish.task(),
                        setting.slice(),
                        setting.callers(),
                        setting.loop(),
                        this::drive);
        setting.ledger().of(wish.task()).ifPresent(known -> handle = known);
    }

    /**
     * A manager may have given up a task that runs here (EN-1): that says stop, not that it has.
     */
    private static TaskState desired(TaskPlan plan) {
        return plan.phase().terminal()
                ? TaskState.later(plan.desired(), TaskState.SHUTDOWN)
                : plan.desired();
    }

    /** Its id. */
    public TaskId id() {
        return wish.task();
    }

    /** What its runtime made, if it did. */
    public Optional<Handle> handle() {
        return Optional.ofNullable(handle);
    }

    /** It is wanted so from now on; never less than before. Source: swarm-behaviour TK-2. */
    public void wanted(Assignment now) {
        wish = now;
        desired = TaskState.later(desired, desired(now.plan()));
        if (stopping() && flight.busy() && !mayRun()) {
            // what is still being prepared will never be started
            shutDown();
        }
        drive();
    }

    /** It left the slice: what is left of it goes. Source: swarm-behaviour TK-7. */
    public void leave() {
        leaving = true;
        drive();
    }

    /** A container of this task was found that nobody noted. */
    public void found(Handle there) {
        if (handle == null && !report.state().terminal()) {
            keep(there);
            drive();
        }
    }

    /** A runtime was searched: what {@link #found} did not tell is not there. */
    public void searched(String runtime) {
        searched |= runtime.equals(setting.runtimes().chosen());
        drive();
    }

    /** A runtime does not work any more; what it was asked is void. */
    public void lost(String runtime) {
        if (runtime.equals(runtimeName())) {
            flight.cancel();
            adopted = false;
        }
    }

    /** The runtime answers again: much may have happened meanwhile. */
    public void lookAgain() {
        adopted &= flight.busy();
        drive();
    }

    /** How its container is now. */
    public void observed(Observed seen) {
        if (report.state().terminal() || leaving) {
            return;
        }
        report.note(seen);
        started |= seen.phase() != Observed.Phase.CREATED;
        switch (seen.phase()) {
            case CREATED -> {}
            case RUNNING -> runs(seen.health());
            case EXITED -> ended(seen);
        }
    }

    /** Takes the next step, if there is one and nothing is in flight. */
    public void drive() {
        if (flight.busy()) {
            return;
        }
        var runtime = setting.runtimes().of(runtimeName());
        if (leaving) {
            depart(runtime);
        } else if (report.state().terminal()) {
            log.trace("task {}: has ended", id());
        } else if (stopping()) {
            stop(runtime);
        } else {
            proceed(runtime);
        }
    }

    /** Whether there is no step to take: it runs and is to go on, or it has ended. */
    public boolean settled() {
        boolean goesOn =
                report.state() == TaskState.RUNNING && adopted && !unhealthy && !stopping();
        return !leaving && (goesOn || report.state().terminal());
    }

    private String runtimeName() {
        return handle == null ? setting.runtimes().chosen() : handle.runtime();
    }

    private boolean stopping() {
        return !desired.before(TaskState.SHUTDOWN);
    }

    private boolean mayRun() {
        return !report.state().before(TaskState.STARTING) && !report.state().terminal();
    }

    private void proceed(Optional<ContainerRuntime> runtime) {
        if (report.state().before(TaskState.ACCEPTED)) {
            reach(TaskState.ACCEPTED, "accepted");
        } else if (runtime.isEmpty()) {
            log.debug("task {}: waits for runtime '{}'", id(), runtimeName());
        } else if (report.state() == TaskState.ACCEPTED) {
            reach(TaskState.PREPARING, "preparing");
        } else if (handle == null) {
            withoutContainer(runtime.get());
        } else {
            withContainer(runtime.get(), handle);
        }
    }

    private void reach(TaskState next, String message) {
        report.reached(next, message);
        drive();
    }

    private void withoutContainer(ContainerRuntime runtime) {
        if (report.state() == TaskState.PREPARING) {
            prepare(runtime);
        } else if (searched) {
            fail(DESTROYED);
        }
    }

    private void prepare(ContainerRuntime runtime) {
        var step = new Preparation(setting, crossing).of(wish, runtime);
        if (step instanceof Preparation.Refused no) {
            fail(no.why());
        } else if (step instanceof Preparation.Waits waits) {
            log.debug("task {}: waits for {}", id(), waits.what());
        } else if (step instanceof Preparation.Ready ready) {
            flight.ask(
                    ready.verb(),
                    made -> {
                        keep(made);
                        adopted = true;
                    });
        }
    }

    private void keep(Handle made) {
        setting.ledger().put(made);
        handle = made;
    }

    private void withContainer(ContainerRuntime runtime, Handle made) {
        if (!adopted) {
            flight.ask(() -> Verbs.adopt(runtime, made), this::adopted);
        } else if (unhealthy) {
            flight.ask(() -> runtime.stop(made, grace()), this::observed);
        } else if (report.state() == TaskState.PREPARING) {
            reach(TaskState.READY, "prepared");
        } else if (report.state() == TaskState.READY && wantedNow()) {
            reach(TaskState.STARTING, "starting");
        } else if (report.state() == TaskState.STARTING && !started) {
            flight.ask(() -> runtime.start(made), this::observed);
        }
    }

    private boolean wantedNow() {
        return !desired.before(TaskState.RUNNING) && crossing.mayStart(wish.plan());
    }

    private void adopted(Adoption adoption) {
        if (adoption instanceof Adoption.Adopted there) {
            adopted = true;
            observed(there.observed());
        } else if (adoption instanceof Adoption.Incompatible other) {
            log.warn("task {}: its container cannot be adopted: {}", id(), other.reason());
            flight.pause();
        } else if (report.state() == TaskState.PREPARING) {
            forgetContainer();
        } else {
            fail(DESTROYED);
        }
    }

    private void forgetContainer() {
        handle = null;
        setting.ledger().remove(id());
    }

    private void runs(Health health) {
        if (stopping()) {
            return;
        }
        if (report.state().before(TaskState.STARTING)) {
            report.reached(TaskState.STARTING, "starting");
        }
        switch (health) {
            case NONE, HEALTHY -> reachRunning();
            case STARTING -> showContainer();
            case UNHEALTHY -> stopUnhealthy();
        }
    }

    private void reachRunning() {
        if (report.state() == TaskState.STARTING) {
            report.reached(TaskState.RUNNING, "started");
        }
    }

    /** EX-3: it stays STARTING, but its container is known. */
    private void showContainer() {
        if (report.state() == TaskState.STARTING) {
            report.reached(TaskState.STARTING, "starting");
        }
    }

    /** EX-3: it is stopped, and has failed when it has ended. */
    private void stopUnhealthy() {
        if (!unhealthy) {
            log.info("task {}: its container is unhealthy", id());
            unhealthy = true;
            flight.cancel();
            drive();
        }
    }

    private void ended(Observed seen) {
        var code = seen.container().exitCode();
        if (stopping()) {
            shutDown();
        } else if (code == 0 && !unhealthy) {
            report.reached(TaskState.COMPLETE, "finished");
        } else {
            report.failed(TaskState.FAILED, exit(code, unhealthy ? UNHEALTHY : seen.error()));
        }
    }

    private static String exit(int code, String cause) {
        var text = "task: non-zero exit (" + code + ")";
        if (code == 0) {
            return cause;
        }
        return cause.isEmpty() ? text : text + ": " + cause;
    }

    private void stop(Optional<ContainerRuntime> runtime) {
        var made = handle;
        if (made == null || !mayRun()) {
            shutDown();
        } else if (drains()) {
            report.noted("draining");
        } else if (runtime.isPresent()) {
            flight.ask(() -> Verbs.stop(runtime.get(), made, grace()), this::stopped);
        }
    }

    /** Who is sent requests, or is answering some, is not stopped; who is ill is. */
    private boolean drains() {
        return report.state() == TaskState.RUNNING
                && !unhealthy
                && !crossing.mayStop(wish.plan(), report.pid());
    }

    private void stopped(Optional<Observed> seen) {
        seen.ifPresent(report::note);
        if (!report.state().terminal()) {
            shutDown();
        }
    }

    private void shutDown() {
        report.reached(TaskState.SHUTDOWN, "shutdown");
    }

    private void depart(Optional<ContainerRuntime> runtime) {
        var made = handle;
        if (made == null) {
            gone.run();
        } else if (runtime.isPresent()) {
            var verb = runtime.get();
            flight.ask(
                    () ->
                            mayRun()
                                    ? Verbs.stopAndRemove(verb, made, grace())
                                    : Verbs.remove(verb, made),
                    removed -> forgetContainer());
        }
    }

    private Duration grace() {
        var container = wish.plan().spec().containerSpec();
        var wanted = container == null ? null : container.stopGracePeriod();
        return wanted == null ? DEFAULT_GRACE : wanted;
    }

    private void refused(Throwable cause) {
        var why = cause.getMessage() == null ? cause.toString() : "" + cause.getMessage();
        if (leaving) {
            log.warn("task {}: its container is left behind: {}", id(), why);
            forgetContainer();
        } else {
            fail(why);
        }
    }

    /** TK-6: rejected before it started, failed afterwards; the message stays. */
    private void fail(String error) {
        if (!report.state().terminal()) {
            report.failed(mayRun() ? TaskState.FAILED : TaskState.REJECTED, error);
        }
    }
}
