package io.skep.network.vxlan.internal;

import io.skep.network.vxlan.internal.plan.Survey.Step;
import io.skep.network.vxlan.internal.plan.Ways;
import io.skep.seam.Time;
import io.skep.seam.Workers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has others look whether all is still as it was made, while endpoints come and go: nobody waits
 * for them, since on a busy machine they may take long. They look at interfaces whenever somebody
 * asks for what is so, and every few seconds; at tables and at the engine now and then. One thread
 * at a time.
 */
final class Lookout {

    private static final Logger log = LoggerFactory.getLogger(Lookout.class);

    /** How long interfaces may go unseen while endpoints come and go all the time. */
    private static final Duration UNSEEN = Duration.ofSeconds(5);

    /** How long tables and the engine are trusted. */
    private static final Duration TRUST = Duration.ofSeconds(30);

    private static final CompletableFuture<Boolean> YES = CompletableFuture.completedFuture(true);

    private final Workers workers;
    private final Time time;
    private final Runnable disturbed;
    private CompletableFuture<Boolean> glance = YES;
    private CompletableFuture<Boolean> inquiry = YES;
    private @Nullable Audit audit;
    private long seenAt;
    private long auditedAt;

    /** What is looked at. All of it may block. */
    interface Sights {

        /**
         * Whether interfaces are as they were made.
         *
         * @param all whether rules are to be put again as well
         */
        boolean interfaces(boolean all);

        /** Whether the engine has the networks. */
        boolean engine();

        /** The ways there are. */
        Ways ways();
    }

    /**
     * Nothing was made yet.
     *
     * @param workers look
     * @param disturbed is called when it is not as it was made; any thread
     */
    Lookout(Workers workers, Time time, Runnable disturbed) {
        this.workers = workers;
        this.time = time;
        this.disturbed = disturbed;
    }

    /** All of it was made, and looked at, just now. */
    void begin() {
        glance = YES;
        inquiry = YES;
        audit = null;
        seenAt = time.nanos();
        auditedAt = seenAt;
    }

    /** Whether somebody found that it is not as it was made. */
    boolean doubts() {
        return denied(glance) || denied(inquiry);
    }

    private static boolean denied(CompletableFuture<Boolean> question) {
        return question.isDone() && !question.join();
    }

    /** What was changed on purpose. */
    void changed(Step step) {
        if (audit != null) {
            audit.changed(step);
        }
    }

    /**
     * Has somebody look, when it is time.
     *
     * @param asked whether somebody asks for what is so
     * @param wanted the ways there are to be
     */
    void look(boolean asked, Sights sights, Supplier<Ways> wanted) {
        if (!glance.isDone() || !asked && time.nanos() - seenAt < UNSEEN.toNanos()) {
            return;
        }
        seenAt = time.nanos();
        boolean all = audit == null && seenAt - auditedAt > TRUST.toNanos();
        if (all) {
            auditedAt = seenAt;
            audit = Audit.begin(workers, sights::ways, wanted.get());
            inquiry = ask("network-engine", sights::engine, true);
            inquiry.thenAccept(this::told);
        }
        glance = ask("network-look", () -> sights.interfaces(all), false);
        glance.thenAccept(this::told);
    }

    private void told(boolean so) {
        if (!so) {
            disturbed.run();
        }
    }

    /**
     * An engine that does not answer says nothing against what is there; who cannot look at
     * interfaces has all of it made, which says why it cannot.
     */
    private CompletableFuture<Boolean> ask(
            String name, Callable<Boolean> question, boolean otherwise) {
        return workers.run(name, question)
                .toCompletableFuture()
                .exceptionally(
                        trouble -> {
                            log.debug("networks: no answer, {}: {}", name, trouble.getMessage());
                            return otherwise;
                        });
    }

    /** Ways that are to be put right, once, when somebody has looked. */
    Optional<Step> found() {
        if (audit == null || !audit.over()) {
            return Optional.empty();
        }
        var found = audit.found();
        audit = null;
        return Optional.of(found);
    }

    /** Completes when nobody looks at interfaces any more. */
    CompletionStage<Boolean> quiet() {
        return glance;
    }
}
