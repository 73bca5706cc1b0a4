package io.skep.transport.engine.internal.question;

import io.skep.seam.Loop;
import io.skep.transport.Acceptor;
import io.skep.transport.Answerer;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.engine.internal.question.Piece.About;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Has questions of one kind answered. Called on its loop. */
public final class Desk implements Acceptor {

    private static final int MOST_OPEN = 1_024;

    private final Loop loop;
    private final Answerer answerer;

    /** Of an answerer that is called on that loop. */
    public Desk(Loop loop, Answerer answerer) {
        this.loop = loop;
        this.answerer = answerer;
    }

    @Override
    public ChannelSink accept(Channel channel) {
        return new Window(channel);
    }

    /** One channel's questions. */
    private final class Window implements ChannelSink {

        private final Channel channel;
        private final Outlet outlet;
        private final Inlet inlet = new Inlet();
        private int open;

        private Window(Channel channel) {
            this.channel = channel;
            this.outlet = new Outlet(loop, channel);
        }

        @Override
        public void frame(byte[] frame) {
            try {
                inlet.take(frame).ifPresent(this::asked);
            } catch (IllegalArgumentException wrong) {
                channel.close("a wrong question: " + wrong.getMessage());
            }
        }

        private void asked(Inlet.Whole question) {
            if (question.about() != About.QUESTION || open >= MOST_OPEN) {
                channel.close("a wrong question, or too many");
                return;
            }
            open++;
            loop.on(answer(question.bytes()))
                    .whenComplete((bytes, failure) -> say(question.id(), bytes, failure));
        }

        private CompletionStage<byte[]> answer(byte[] question) {
            try {
                return answerer.answer(channel.caller(), question);
            } catch (RuntimeException failure) {
                return CompletableFuture.failedFuture(failure);
            }
        }

        private void say(long id, byte @Nullable [] answer, @Nullable Throwable failure) {
            open--;
            if (failure == null && answer != null && answer.length <= Inlet.MOST) {
                send(About.ANSWER, id, answer);
            } else {
                send(About.FAILURE, id, words(failure).getBytes(StandardCharsets.UTF_8));
            }
        }

        private void send(About about, long id, byte[] bytes) {
            if (!outlet.put(about, id, bytes)) {
                channel.close("too many answers wait");
            }
        }

        private static String words(@Nullable Throwable failure) {
            if (failure == null) {
                return "the answer is too large";
            }
            var cause = failure instanceof CompletionException ? failure.getCause() : failure;
            return cause == null || cause.getMessage() == null ? "" + failure : cause.getMessage();
        }

        @Override
        public void closed(String reason) {
            outlet.close();
        }
    }
}
