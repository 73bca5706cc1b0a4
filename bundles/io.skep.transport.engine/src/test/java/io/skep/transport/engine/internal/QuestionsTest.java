package io.skep.transport.engine.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skep.itests.sim.SimKernel;
import io.skep.model.NodeId;
import io.skep.seam.Loop;
import io.skep.transport.Caller;
import io.skep.transport.Role;
import io.skep.transport.TalkException;
import io.skep.transport.TalkException.Reason;
import io.skep.transport.engine.internal.local.Loopback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuestionsTest {

    private static final NodeId ME = new NodeId("me");
    private static final String KIND = "control.command";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SimKernel kernel = new SimKernel(1);
    private final Loop server = kernel.node("n").loop("server");
    private final Exchange exchange = new Exchange();
    private Role role = Role.MANAGER;

    @BeforeEach
    void join() {
        exchange.open(kernel.node("n").loop("asker"), (address, trust, single) -> never());
        exchange.join(ME, List.of(new Loopback(ME, () -> role, exchange.kinds())));
    }

    @Test
    void givesTheAnswerAndSaysWhoAsks() {
        var callers = new ArrayList<Caller>();
        exchange.answer(
                KIND,
                server,
                (caller, question) -> {
                    callers.add(caller);
                    return done(question);
                });

        var answer = ask(new byte[] {1, 2});

        assertArrayEquals(new byte[] {1, 2}, answer.join());
        assertEquals(List.of(new Caller(ME, Role.MANAGER)), callers);
    }

    @Test
    void carriesSixteenMebibytesBothWaysAndNotOneByteMore() {
        exchange.answer(KIND, server, (caller, question) -> done(question));
        var great = new byte[16 * 1024 * 1024];
        Arrays.fill(great, (byte) 7);

        var answer = ask(great);

        assertArrayEquals(great, answer.join());
        assertThrows(IllegalArgumentException.class, () -> ask(new byte[great.length + 1]));
    }

    @Test
    void keepsSeveralQuestionsApartThatAreAnsweredInAnotherOrder() {
        var later = new ArrayList<CompletableFuture<byte[]>>();
        exchange.answer(
                KIND,
                server,
                (caller, question) -> {
                    later.add(new CompletableFuture<>());
                    return later.get(later.size() - 1);
                });
        var first = ask(new byte[] {1});
        var second = ask(new byte[] {2});

        later.get(1).complete(new byte[] {22});
        later.get(0).complete(new byte[] {11});
        kernel.settle();

        assertArrayEquals(new byte[] {11}, first.join());
        assertArrayEquals(new byte[] {22}, second.join());
    }

    @Test
    void tellsTheAnswerersFailure() {
        exchange.answer(KIND, server, (caller, question) -> failed("out of sequence"));

        var failure = failure(ask(new byte[1]));

        assertEquals(Reason.FAILED, failure.reason());
        assertEquals("out of sequence", failure.getMessage());
    }

    @Test
    void failsWithoutHavingDoneAnythingWhenNobodyAnswersTheKind() {
        assertEquals(Reason.REFUSED, failure(ask(new byte[1])).reason());
    }

    @Test
    void refusesKindsThatTheCallerMayNotBegin() {
        exchange.answer(KIND, server, (caller, question) -> done(question));
        role = Role.WORKER;

        assertEquals(Reason.REFUSED, failure(ask(new byte[1])).reason());
    }

    @Test
    void failsAtOnceWhenNoWayLeadsToTheNode() {
        var answer = exchange.ask(new NodeId("far"), KIND, new byte[1], PATIENCE);
        kernel.settle();

        assertEquals(Reason.UNREACHABLE, failure(answer.toCompletableFuture()).reason());
    }

    @Test
    void isUncertainAfterPatience() {
        exchange.answer(KIND, server, (caller, question) -> never());
        var answer = ask(new byte[1]);
        assertFalse(answer.isDone());

        kernel.runFor(PATIENCE);

        assertEquals(Reason.UNKNOWN, failure(answer).reason());
    }

    @Test
    void isUncertainAtOnceWhenTheChannelCloses() {
        var answering = exchange.answer(KIND, server, (caller, question) -> never());
        var answer = ask(new byte[1]);

        answering.cancel();
        kernel.settle();

        assertEquals(Reason.UNKNOWN, failure(answer).reason());
    }

    private CompletableFuture<byte[]> ask(byte[] question) {
        var answer = exchange.ask(ME, KIND, question, PATIENCE).toCompletableFuture();
        kernel.runFor(Duration.ofMillis(500));
        return answer;
    }

    private static TalkException failure(CompletableFuture<byte[]> answer) {
        return (TalkException) assertThrows(CompletionException.class, answer::join).getCause();
    }

    private static CompletionStage<byte[]> done(byte[] bytes) {
        return CompletableFuture.completedFuture(bytes);
    }

    private static CompletionStage<byte[]> failed(String message) {
        return CompletableFuture.failedFuture(new IllegalStateException(message));
    }

    private static CompletionStage<byte[]> never() {
        return new CompletableFuture<>();
    }
}
