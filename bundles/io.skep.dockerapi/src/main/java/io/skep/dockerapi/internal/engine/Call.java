package io.skep.dockerapi.internal.engine;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One question to the engine whose answer is gathered. */
final class Call extends SimpleChannelInboundHandler<FullHttpResponse> {

    private final CompletableFuture<EngineAnswer> answer = new CompletableFuture<>();
    private final FullHttpRequest request;

    private Call(FullHttpRequest request) {
        this.request = request;
    }

    static CompletionStage<EngineAnswer> start(
            Dialer dialer, EventLoop loop, FullHttpRequest request, Duration patience, int bound) {
        var call = new Call(request);
        var dialled = dialer.dial(loop, new HttpObjectAggregator(bound), call);
        var limit =
                loop.schedule(
                        () -> call.giveUp(patience), patience.toMillis(), TimeUnit.MILLISECONDS);
        call.answer.whenComplete(
                (done, failure) -> {
                    limit.cancel(false);
                    dialled.channel().close();
                });
        return call.answer;
    }

    /** A request as the engine wants it. */
    static FullHttpRequest request(
            String method, String uri, Map<String, String> headers, byte[] body) {
        var content = Unpooled.wrappedBuffer(body);
        var request =
                new DefaultFullHttpRequest(
                        HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), uri, content);
        headers.forEach(request.headers()::set);
        request.headers()
                .set(HttpHeaderNames.HOST, "docker")
                .set(HttpHeaderNames.CONNECTION, "close")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return request;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(request);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
        if (response.decoderResult().isFailure()) {
            answer.completeExceptionally(response.decoderResult().cause());
            return;
        }
        var headers = new TreeMap<String, String>();
        response.headers()
                .forEach(
                        entry ->
                                headers.putIfAbsent(
                                        entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()));
        var body = ByteBufUtil.getBytes(response.content());
        answer.complete(new EngineAnswer(response.status().code(), headers, body));
    }

    // also when there was no connection at all
    @Override
    public void channelUnregistered(ChannelHandlerContext ctx) {
        answer.completeExceptionally(new IOException("the Docker Engine does not answer"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        answer.completeExceptionally(cause);
    }

    private void giveUp(Duration patience) {
        answer.completeExceptionally(
                new TimeoutException(
                        "the Docker Engine did not answer in " + patience.toSeconds() + " s"));
    }
}
