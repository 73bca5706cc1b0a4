package io.skep.itests.world;

import io.skep.itests.sim.SimKernel;
import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.transport.Answerer;
import io.skep.transport.Caller;
import io.skep.transport.TalkException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** Questions between nodes: they take time, and between nodes that are apart nobody answers. */
final class Questions {

    private record Desk(Loop loop, Answerer answerer) {}

    private final SimKernel kernel;
    private final BiFunction<NodeId, NodeId, Optional<Duration>> way;
    private final Map<String, Desk> desks = new TreeMap<>();

    /**
     * Nobody answers yet.
     *
     * @param way how long a frame takes from one node to another; absent when none arrives
     */
    Questions(SimKernel kernel, BiFunction<NodeId, NodeId, Optional<Duration>> way) {
        this.kernel = kernel;
        this.way = way;
    }

    Cancellable answer(NodeId node, String kind, Loop loop, Answerer answerer) {
        var desk = new Desk(loop, answerer);
        desks.put(node + "/" + kind, desk);
        return () -> desks.remove(node + "/" + kind, desk);
    }

    void crash(NodeId node) {
        desks.keySet().removeIf(key -> key.startsWith(node + "/"));
    }

    CompletionStage<byte[]> ask(Caller caller, NodeId to, String kind, byte[] question) {
        var from = caller.node() == null ? to : caller.node();
        var answer = new CompletableFuture<byte[]>();
        way.apply(from, to)
                .ifPresent(
                        time ->
                                kernel.after(
                                        time, () -> arrives(caller, to, kind, question, answer)));
        return answer;
    }

    /** As {@link #ask}, but fails after some time. */
    CompletionStage<byte[]> ask(
            Caller caller, NodeId to, String kind, byte[] question, Duration patience) {
        var answer = ask(caller, to, kind, question).toCompletableFuture();
        kernel.after(patience, () -> fail(answer, TalkException.Reason.UNKNOWN, "silence"));
        return answer;
    }

    private void arrives(
            Caller caller,
            NodeId to,
            String kind,
            byte[] question,
            CompletableFuture<byte[]> answer) {
        var desk = desks.get(to + "/" + kind);
        if (desk == null) {
            fail(answer, TalkException.Reason.REFUSED, "nobody answers " + kind);
            return;
        }
        desk.loop()
                .execute(
                        () ->
                                desk.answerer()
                                        .answer(caller, question)
                                        .whenComplete(
                                                (bytes, failure) -> end(answer, bytes, failure)));
    }

    private static void end(CompletableFuture<byte[]> answer, byte[] bytes, Throwable failure) {
        if (failure == null) {
            answer.complete(bytes);
        } else {
            fail(answer, TalkException.Reason.FAILED, String.valueOf(failure.getMessage()));
        }
    }

    private static void fail(
            CompletableFuture<byte[]> answer, TalkException.Reason reason, String why) {
        answer.completeExceptionally(new TalkException(reason, why));
    }
}
