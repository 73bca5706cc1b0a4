package io.skep.transport.engine.internal.question;

import io.skep.model.NodeId;
import io.skep.seam.Loop;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.engine.internal.link.Kinds;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** All questions this node asks. Safe for use by any thread. */
public final class Questions {

    private final Loop loop;
    private final Opener opener;
    private final Map<To, Asking> askings = new HashMap<>();

    private record To(NodeId peer, String kind) {}

    /** Opens channels. */
    @FunctionalInterface
    public interface Opener {

        /** As a transport does. */
        Channel open(NodeId peer, String kind, Loop loop, ChannelSink sink);
    }

    /** Answers arrive on that loop. */
    public Questions(Loop loop, Opener opener) {
        this.loop = loop;
        this.opener = opener;
    }

    /**
     * Asks a node.
     *
     * @throws IllegalArgumentException when the question is too large
     */
    public CompletionStage<byte[]> ask(
            NodeId peer, String kind, byte[] question, Duration patience) {
        check(question);
        var answer = new CompletableFuture<byte[]>();
        var copy = question.clone();
        loop.execute(() -> asking(new To(peer, kind)).ask(copy, patience, answer));
        return answer;
    }

    static void check(byte[] question) {
        if (question.length > Inlet.MOST) {
            throw new IllegalArgumentException("a question of " + question.length + " bytes");
        }
    }

    private Asking asking(To to) {
        var known = askings.get(to);
        if (known != null) {
            return known;
        }
        var fresh =
                new Asking(
                        loop,
                        sink -> opener.open(to.peer(), Kinds.QUESTION + to.kind(), loop, sink),
                        () -> askings.remove(to));
        askings.put(to, fresh);
        return fresh;
    }

    /** Asks once on a channel of its own, which closes after the answer. On the loop. */
    public static void once(
            Loop loop, Opening opening, Single single, CompletableFuture<byte[]> answer) {
        check(single.question());
        var asking =
                new Asking(
                        loop, sink -> opening.open(Kinds.QUESTION + single.kind(), sink), () -> {});
        asking.ask(single.question(), single.patience(), answer);
        answer.whenComplete((bytes, failure) -> asking.close("answered"));
    }

    /** Opens one channel. */
    @FunctionalInterface
    public interface Opening {

        /** Of that kind. */
        Channel open(String kind, ChannelSink sink);
    }

    /** A single question. */
    public record Single(String kind, byte[] question, Duration patience) {}

    /** Gives up all channels, and so all questions. */
    public void close(String reason) {
        loop.execute(() -> List.copyOf(askings.values()).forEach(asking -> asking.close(reason)));
    }
}
