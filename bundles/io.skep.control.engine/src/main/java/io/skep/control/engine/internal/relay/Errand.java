package io.skep.control.engine.internal.relay;

import io.skep.codec.Codec;
import io.skep.control.Command;
import io.skep.control.Receipt;
import io.skep.control.Refusal;
import io.skep.control.Refusal.Code;
import io.skep.control.engine.internal.answer.Failures;
import io.skep.control.engine.internal.answer.Fresh;
import io.skep.control.engine.internal.relay.Verdict.Outcome;
import io.skep.model.NodeId;
import io.skep.store.StoreException;
import io.skep.store.StoreException.Reason;
import io.skep.transport.Talk;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One command's way to the leader. While nothing was done, or nobody knows, it asks again, also
 * another one when leadership moved; a command is carried out once.
 */
public final class Errand {

    private static final Logger log = LoggerFactory.getLogger(Errand.class);
    // the doors say that it is too late after 20 s, without a reason
    private static final Duration PATIENCE = Duration.ofSeconds(18);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration WITHOUT_LEADER = Duration.ofSeconds(8);

    private final Course course;
    private final Leader leader;
    private final Command command;
    private final Fresh fresh;
    private final CompletableFuture<Receipt> done = new CompletableFuture<>();
    private Outcome last = Outcome.ELSEWHERE;
    // belongs to the loop: whether the command may have been carried out
    private boolean again;
    // belongs to the loop: how long nobody has led
    private Duration alone = Duration.ZERO;

    /** With what was drawn for the command, whose id names the request. */
    public Errand(Course course, Leader leader, Command command, Fresh fresh) {
        this.course = course;
        this.leader = leader;
        this.command = command;
        this.fresh = fresh;
    }

    /** Completes when this node's own view shows what was done. */
    public CompletionStage<Receipt> go() {
        course.loop().execute(this::begin);
        return done;
    }

    /** On the loop: from elsewhere a deadline would wake it once more. */
    private void begin() {
        var late = course.loop().schedule(PATIENCE, this::giveUp);
        done.whenComplete((receipt, failure) -> late.cancel());
        attempt();
    }

    private void attempt() {
        if (done.isDone()) {
            return;
        }
        if (course.store().leading()) {
            alone = Duration.ZERO;
            heed(Verdicts.here(this::carry), false);
            return;
        }
        var to = course.quorum().leader().filter(any -> !any.equals(course.transport().self()));
        if (to.isPresent()) {
            alone = Duration.ZERO;
            heed(ask(to.get()), true);
        } else {
            waitForLeader();
        }
    }

    /** RA-3: whoever waits for a leader for long is told that there is none. */
    private void waitForLeader() {
        alone = alone.plus(PAUSE);
        if (alone.compareTo(WITHOUT_LEADER) < 0) {
            pause();
        } else {
            fail(Reason.NOT_LEADER);
        }
    }

    private CompletionStage<Receipt> carry() {
        return again ? leader.again(command, fresh) : leader.carry(command, fresh);
    }

    private CompletionStage<Verdict> ask(NodeId to) {
        var question = Codec.bytes(Question.of(command, fresh, again));
        log.debug("control: request {} goes to node {}", fresh.id(), to);
        return course.transport()
                .ask(to, Talk.CONTROL_COMMAND.kind(), question, PATIENCE)
                .thenApply(answer -> Codec.value(answer, Verdict.class))
                .exceptionally(Verdicts::there);
    }

    private void heed(CompletionStage<Verdict> coming, boolean elsewhere) {
        course.loop()
                .on(coming)
                .whenComplete((verdict, failure) -> heed(verdict, failure, elsewhere));
    }

    private void heed(@Nullable Verdict verdict, @Nullable Throwable failure, boolean elsewhere) {
        if (verdict == null) {
            done.completeExceptionally(
                    failure == null ? new IllegalStateException("no verdict") : failure);
            return;
        }
        last = verdict.outcome();
        switch (verdict.outcome()) {
            case DONE -> finish(Optional.ofNullable(verdict.receipt()), elsewhere);
            case REFUSED -> done.completeExceptionally(refusal(verdict));
            case ELSEWHERE -> pause();
            case UNKNOWN -> {
                again = true;
                pause();
            }
        }
    }

    /**
     * What was done elsewhere shows here only after a barrier; without one it is done all the same.
     */
    private void finish(Optional<Receipt> receipt, boolean elsewhere) {
        var said = receipt.orElseGet(() -> Receipt.of(fresh.id()));
        if (elsewhere) {
            course.store().read().whenComplete((view, failure) -> done.complete(said));
        } else {
            done.complete(said);
        }
    }

    private static Refusal refusal(Verdict verdict) {
        var code = verdict.code();
        return new Refusal(code == null ? Code.UNKNOWN : code, verdict.text());
    }

    private void pause() {
        course.loop().schedule(PAUSE, this::attempt);
    }

    private void giveUp() {
        var unknown = (last == Outcome.UNKNOWN || again) && alone.isZero();
        fail(unknown ? Reason.TIMED_OUT : Reason.NOT_LEADER);
    }

    private void fail(Reason reason) {
        done.completeExceptionally(
                Failures.refusal(new StoreException(reason, "no leader has answered")));
    }
}
