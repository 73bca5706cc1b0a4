package io.skep.transport.engine.internal.question;

import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.TalkException;
import io.skep.transport.TalkException.Reason;
import io.skep.transport.engine.internal.link.Ending;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Questions of one kind to one node, on one channel. Belongs to its loop. */
final class Asking implements ChannelSink {

    private final Loop loop;
    private final Runnable ended;
    private final Channel channel;
    private final Outlet outlet;
    private final Inlet inlet = new Inlet();
    private final SortedMap<Long, Asked> open = new TreeMap<>();
    private long asked;

    private record Asked(CompletableFuture<byte[]> answer, Cancellable patience) {}

    /**
     * Opens a channel.
     *
     * @param ended called when it is closed and nothing more can be asked
     */
    Asking(Loop loop, Function<ChannelSink, Channel> opens, Runnable ended) {
        this.loop = loop;
        this.ended = ended;
        this.channel = opens.apply(this);
        this.outlet = new Outlet(loop, channel);
    }

    void ask(byte[] question, Duration patience, CompletableFuture<byte[]> answer) {
        long id = ++asked;
        if (!outlet.put(Piece.About.QUESTION, id, question)) {
            answer.completeExceptionally(
                    new TalkException(Reason.UNREACHABLE, "too many questions wait"));
            return;
        }
        var deadline = loop.schedule(patience, () -> fail(id, Reason.UNKNOWN, late(patience)));
        open.put(id, new Asked(answer, deadline));
    }

    private static String late(Duration patience) {
        return "no answer within " + patience.toMillis() + " ms";
    }

    void close(String reason) {
        channel.close(reason);
    }

    @Override
    public void frame(byte[] frame) {
        try {
            inlet.take(frame).ifPresent(this::answered);
        } catch (IllegalArgumentException wrong) {
            channel.close("a wrong answer: " + wrong.getMessage());
        }
    }

    private void answered(Inlet.Whole whole) {
        if (whole.about() == Piece.About.FAILURE) {
            fail(whole.id(), Reason.FAILED, new String(whole.bytes(), StandardCharsets.UTF_8));
            return;
        }
        var known = open.remove(whole.id());
        if (known != null) {
            known.patience().cancel();
            known.answer().complete(whole.bytes());
        }
    }

    private void fail(long id, Reason reason, String message) {
        var known = open.remove(id);
        if (known != null) {
            known.patience().cancel();
            known.answer().completeExceptionally(new TalkException(reason, message));
        }
    }

    @Override
    public void closed(String reason) {
        outlet.close();
        ended.run();
        List.copyOf(open.keySet()).forEach(id -> fail(id, Ending.reason(reason), reason));
    }
}
