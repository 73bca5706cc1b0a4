package io.skep.dockerapi.internal.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/** The engine's side of a request: brings the answer to the client, as fast as it takes it. */
final class AnswerSide extends ChannelInboundHandlerAdapter {

    /** How far the answer is. */
    private enum Stage {
        NOTHING,
        BODY,
        OVER
    }

    private final ChannelHandlerContext client;
    private final Passage passage;
    private final HttpRequest asked;
    private Stage stage = Stage.NOTHING;
    private boolean again;

    /** {@code asked} is the head as the client sent it. */
    AnswerSide(ChannelHandlerContext client, Passage passage, HttpRequest asked) {
        this.client = client;
        this.passage = passage;
        this.asked = asked;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            ctx.close();
        } else if (message instanceof HttpResponse answer && stage == Stage.NOTHING) {
            head(ctx, answer);
        } else if (message instanceof HttpContent content && stage == Stage.BODY) {
            body(content);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        client.flush();
        ctx.channel().config().setAutoRead(client.channel().isWritable());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        passage.reading(ctx.channel().isWritable());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (stage == Stage.NOTHING) {
            refuse(HttpResponseStatus.BAD_GATEWAY, "The Docker Engine of this node went away");
        } else if (stage == Stage.BODY) {
            client.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    /** Answers in the engine's place. */
    void refuse(HttpResponseStatus status, String message) {
        stage = Stage.OVER;
        var body = Unpooled.copiedBuffer("{\"message\":\"" + message + "\"}\n", UTF_8);
        var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        again = Framing.fit(answer, asked);
        finish(answer);
    }

    private void head(ChannelHandlerContext ctx, HttpResponse answer) {
        if (Framing.upgraded(asked, answer)) {
            stage = Stage.OVER;
            client.writeAndFlush(answer);
            Tunnel.join(client.channel(), ctx.channel());
        } else if (answer.status().code() >= 200) {
            stage = Stage.BODY;
            again = Framing.fit(answer, asked);
            client.write(answer);
        }
    }

    private void body(HttpContent content) {
        if (content instanceof LastHttpContent) {
            stage = Stage.OVER;
            finish(content);
        } else {
            client.write(content);
        }
    }

    private void finish(HttpObject last) {
        var written = client.writeAndFlush(last);
        if (!again || Tunnel.silent(client.channel())) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
        passage.over();
    }
}
