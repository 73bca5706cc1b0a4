package io.skep.itests.blackbox;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A question and its whole answer.
 *
 * @param method of the question
 * @param uri path and query, with the version in front if the client named one
 * @param status of the answer
 * @param type of the answer's content; empty when it has none
 * @param body of the answer
 */
record Exchange(String method, String uri, int status, String type, String body) {

    private static final int LARGEST = 8 << 20;

    /** The exchanges on a connection; streams that had not ended and upgrades are left out. */
    static List<Exchange> of(Tee.Talk talk) {
        var questions = questions(copy(talk.asked()));
        var answers = answers(questions, copy(talk.answered()));
        var exchanges = new ArrayList<Exchange>();
        for (int at = 0; at < answers.size(); at++) {
            var question = questions.get(at);
            exchanges.add(of(question, answers.get(at)));
        }
        return exchanges;
    }

    private static Exchange of(Question question, FullHttpResponse answer) {
        try {
            return new Exchange(
                    question.method(),
                    question.uri(),
                    answer.status().code(),
                    answer.headers().get(HttpHeaderNames.CONTENT_TYPE, ""),
                    answer.content().toString(StandardCharsets.UTF_8));
        } finally {
            answer.release();
        }
    }

    private record Question(String method, String uri) {}

    private static List<Question> questions(byte[] bytes) {
        var decoder =
                new EmbeddedChannel(new HttpRequestDecoder(), new HttpObjectAggregator(LARGEST));
        decoder.writeInbound(Unpooled.wrappedBuffer(bytes));
        var questions = new ArrayList<Question>();
        for (Object next = decoder.readInbound(); next != null; next = decoder.readInbound()) {
            if (next instanceof FullHttpRequest request && request.decoderResult().isSuccess()) {
                questions.add(new Question(request.method().name(), request.uri()));
            }
            ReferenceCountUtil.release(next);
        }
        end(decoder);
        return questions;
    }

    private static List<FullHttpResponse> answers(List<Question> questions, byte[] bytes) {
        var decoder = new EmbeddedChannel(new HttpClientCodec(), new HttpObjectAggregator(LARGEST));
        // the codec must know what was asked: an answer to HEAD has no body
        for (var question : questions) {
            decoder.writeOutbound(
                    new DefaultFullHttpRequest(
                            HttpVersion.HTTP_1_1,
                            HttpMethod.valueOf(question.method()),
                            question.uri()));
        }
        decoder.releaseOutbound();
        decoder.writeInbound(Unpooled.wrappedBuffer(bytes));
        var answers = new ArrayList<FullHttpResponse>();
        for (Object next = decoder.readInbound(); next != null; next = decoder.readInbound()) {
            if (next instanceof FullHttpResponse answer && answer.status().code() != 101) {
                answers.add(answer);
            } else {
                ReferenceCountUtil.release(next);
                break;
            }
        }
        end(decoder);
        return answers;
    }

    /** Not {@code finish}, which takes a message that is not whole for a fault. */
    private static void end(EmbeddedChannel decoder) {
        decoder.close();
        decoder.releaseInbound();
        decoder.releaseOutbound();
    }

    private static byte[] copy(ByteArrayOutputStream bytes) {
        synchronized (bytes) { // written by the tee while the connection is open
            return bytes.toByteArray();
        }
    }
}
