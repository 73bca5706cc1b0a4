package io.skep.control.engine.internal.relay;

import io.skep.codec.Codec;
import io.skep.control.engine.internal.relay.Verdict.Outcome;
import io.skep.seam.Cancellable;
import io.skep.transport.Answerer;
import io.skep.transport.Caller;
import io.skep.transport.Talk;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where other managers hand in commands. Belongs to its loop. */
public final class Counter implements Answerer {

    private static final int KEPT = 10_000;

    private final Course course;
    private final Leader leader;
    private final Ledger ledger = new Ledger(KEPT);

    /** Not open yet. */
    public Counter(Course course, Leader leader) {
        this.course = course;
        this.leader = leader;
    }

    /** Opens it. */
    public Cancellable open() {
        return course.transport().answer(Talk.CONTROL_COMMAND.kind(), course.loop(), this);
    }

    @Override
    public CompletionStage<byte[]> answer(Caller caller, byte[] bytes) {
        var question = Codec.value(bytes, Question.class);
        return verdict(question).thenApply(Codec::bytes);
    }

    private CompletionStage<Verdict> verdict(Question question) {
        if (!course.store().leading()) {
            return CompletableFuture.completedFuture(Verdict.of(Outcome.ELSEWHERE));
        }
        var command = question.open();
        var request = question.fresh().id();
        var verdict =
                ledger.once(
                        request,
                        () ->
                                Verdicts.here(
                                        () ->
                                                question.again()
                                                        ? leader.again(command, question.fresh())
                                                        : leader.carry(command, question.fresh())));
        return course.loop().on(verdict).whenComplete((said, failure) -> settle(request, said));
    }

    private void settle(String request, Verdict said) {
        if (said.outcome() == Outcome.ELSEWHERE || said.outcome() == Outcome.UNKNOWN) {
            ledger.forget(request);
        }
    }
}
