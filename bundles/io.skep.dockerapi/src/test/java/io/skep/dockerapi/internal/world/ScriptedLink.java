package io.skep.dockerapi.internal.world;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.skep.dockerapi.internal.engine.EngineAnswer;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.engine.RecordSink;
import io.skep.seam.Cancellable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An engine that says what it is told. */
public final class ScriptedLink implements EngineLink {

    private final Map<String, EngineAnswer> answers = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<RecordSink> streams = new LinkedBlockingQueue<>();

    /** A call is answered so; others fail. */
    public void answers(String call, int status, String body) {
        answers.put(
                call,
                new EngineAnswer(
                        status,
                        Map.of("content-type", "application/json"),
                        body.getBytes(StandardCharsets.UTF_8)));
    }

    /** What it was asked. */
    public List<String> calls() {
        return calls;
    }

    /** The next stream that was begun. */
    public RecordSink stream() throws InterruptedException {
        return java.util.Objects.requireNonNull(streams.poll(10, TimeUnit.SECONDS));
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public CompletionStage<EngineAnswer> call(
            String method, String uri, Map<String, String> headers, byte[] body) {
        var call = method + " " + uri;
        calls.add(call + (body.length == 0 ? "" : " " + new String(body, StandardCharsets.UTF_8)));
        var answer = answers.get(call);
        return answer == null
                ? CompletableFuture.failedFuture(new IOException("the engine is gone"))
                : CompletableFuture.completedFuture(answer);
    }

    @Override
    public CompletionStage<EngineAnswer> work(
            String method, String uri, Map<String, String> headers, byte[] body) {
        return call(method, uri, headers, body);
    }

    @Override
    public void pass(ChannelHandlerContext client, HttpRequest head) {
        var body = ("passed " + head.method() + " " + head.uri()).getBytes(StandardCharsets.UTF_8);
        var answer =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(body));
        answer.headers().set("Content-Length", body.length);
        client.writeAndFlush(answer);
    }

    @Override
    public Cancellable stream(String uri, RecordSink sink) {
        calls.add("STREAM " + uri);
        streams.add(sink);
        return () -> calls.add("CANCEL " + uri);
    }
}
