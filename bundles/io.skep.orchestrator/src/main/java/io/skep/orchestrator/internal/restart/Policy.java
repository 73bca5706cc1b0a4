package io.skep.orchestrator.internal.restart;

import io.skep.model.Slot;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.spec.RestartCondition;
import io.skep.model.spec.RestartPolicy;
import java.time.Duration;
import java.time.Instant;

/**
 * The restart policy of an ended task: its own, not the service's newest. Source: swarm-behaviour
 * RS-1, RS-6, RS-7, RS-11.
 *
 * <p>Restarts are not counted anywhere: a replacement is known by its {@code startAfter}, and
 * enough of them are kept ({@code reap}). So the count survives a change of leader (RS-8).
 */
final class Policy {

    private static final Duration DEFAULT_DELAY = Duration.ofSeconds(5);
    private static final int PATIENT = 2;
    private static final int MOST_DOUBLINGS = 3;
    private static final RestartPolicy DEFAULT = new RestartPolicy(null, null, null, null);

    private final Task ended;
    private final RestartPolicy policy;

    Policy(Task ended) {
        var given = ended.plan().value().spec().restartPolicy();
        this.ended = ended;
        this.policy = given == null ? DEFAULT : given;
    }

    /**
     * How long a replacement waits. What is rejected again and again lacks something that only
     * somebody else can give, an image or room on a disk: the default delay doubles then, from the
     * third on, as far as the slot's history goes. A delay that somebody chose stays, and so does
     * that of what ran and failed: stacks count on it until what they need is there.
     */
    Duration delay(Slot slot) {
        var given = delay();
        return hasDefaultDelay() ? given.multipliedBy(1L << doublings(slot)) : given;
    }

    private int doublings(Slot slot) {
        var tasks = slot.tasks();
        int rejected = 0;
        for (int i = tasks.size() - 1; i >= 0 && rejectedAlike(tasks.get(i)); i--) {
            rejected++;
        }
        return Math.max(0, Math.min(rejected - PATIENT, MOST_DOUBLINGS));
    }

    private boolean rejectedAlike(Task other) {
        return other.state() == TaskState.REJECTED && sameVersion(other);
    }

    private Duration delay() {
        var given = policy.delay();
        return given == null ? DEFAULT_DELAY : given;
    }

    boolean hasDefaultDelay() {
        return delay().equals(DEFAULT_DELAY);
    }

    /** Whether the task may be replaced in its slot. */
    boolean allowsService(Slot slot) {
        return allows(condition(), slot);
    }

    /** Whether the task of a job may be replaced: only a failed one (JB-5). */
    boolean allowsJob(Slot slot) {
        var condition = condition();
        return allows(
                condition == RestartCondition.ANY ? RestartCondition.ON_FAILURE : condition, slot);
    }

    private RestartCondition condition() {
        var given = policy.condition();
        return given == null ? RestartCondition.ANY : given;
    }

    private boolean allows(RestartCondition condition, Slot slot) {
        return switch (condition) {
            case NONE -> false;
            case ON_FAILURE -> ended.state() != TaskState.COMPLETE && attemptsLeft(slot);
            case ANY -> attemptsLeft(slot);
        };
    }

    private boolean attemptsLeft(Slot slot) {
        var most = policy.maxAttempts();
        return most == null || most == 0 || restarts(slot) < most;
    }

    /** The restarts in the slot since its tasks have this version. */
    private long restarts(Slot slot) {
        var tasks = slot.tasks();
        long restarts = 0;
        for (int i = tasks.size() - 1; i >= 0 && sameVersion(tasks.get(i)); i--) {
            if (replacement(tasks.get(i)) && counts(tasks.get(i))) {
                restarts++;
            }
        }
        return restarts;
    }

    // what is to be forgotten belongs to an earlier life of the slot
    private static boolean replacement(Task task) {
        return task.plan().value().startAfter() != null && task.desired() != TaskState.REMOVE;
    }

    private boolean sameVersion(Task other) {
        return other.plan().value().specVersion() == ended.plan().value().specVersion();
    }

    private boolean counts(Task replacement) {
        var window = policy.window();
        if (window == null || window.isZero()) {
            return true;
        }
        Instant made = replacement.plan().createdAt();
        Instant end = ended.since();
        return made.isAfter(end.minus(window)) && made.isBefore(end);
    }
}
