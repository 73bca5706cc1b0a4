package io.skep.dockerapi.internal.http;

import static io.netty.handler.codec.http.HttpHeaderNames.CONNECTION;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;
import static io.netty.handler.codec.http.HttpHeaderNames.EXPECT;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.seam.Cancellable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of a client. Everything happens on its channel's event loop. */
final class Client extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(Client.class);
    private static final int MAX_BODY = 8 << 20;
    private static final int MAX_IDLE = 10;
    private static final Cancellable NOTHING = () -> {};

    private final Answers answers;
    private final EngineLink engine;
    private @Nullable Call call;
    private Cancellable flow = NOTHING;
    private boolean ending;
    private int idle;

    Client(Answers answers, EngineLink engine) {
        this.answers = answers;
        this.engine = engine;
    }

    /** A request on its way in, until it is answered. */
    private static final class Call {
        private final HttpRequest head;
        private final Routes.Found found;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private boolean over;

        Call(HttpRequest head, Routes.Found found) {
            this.head = head;
            this.found = found;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws IOException {
        try {
            if (message instanceof HttpRequest head) {
                begin(ctx, head);
            }
            var open = call;
            if (message instanceof HttpContent content && open != null && !open.over) {
                take(ctx, open, content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest head) {
        idle = 0;
        flow = NOTHING;
        if (head.decoderResult().isFailure()) {
            refuse(ctx, head, Reply.error(400, "malformed HTTP request"));
            return;
        }
        if (HttpUtil.is100ContinueExpected(head)) {
            ctx.writeAndFlush(
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
            head.headers().remove(EXPECT);
        }
        var found = answers.find(head);
        if (found.route().by() == Routes.By.ENGINE && engine.present()) {
            call = null;
            engine.pass(ctx, head);
            return;
        }
        call = new Call(head, found);
    }

    private void take(ChannelHandlerContext ctx, Call open, HttpContent content)
            throws IOException {
        var bytes = content.content();
        if (content.decoderResult().isFailure()) {
            refuse(ctx, open.head, Reply.error(400, "malformed HTTP request"));
        } else if (open.body.size() + bytes.readableBytes() > MAX_BODY) {
            refuse(ctx, open.head, Reply.error(413, "http: request body too large"));
        } else {
            bytes.readBytes(open.body, bytes.readableBytes());
            if (content instanceof LastHttpContent) {
                answer(ctx, open);
            }
        }
    }

    private void answer(ChannelHandlerContext ctx, Call open) {
        open.over = true;
        var reply = answers.answer(open.head, open.found, open.body.toByteArray());
        var late =
                ctx.executor()
                        .schedule(
                                () -> reply.complete(Answers.late()),
                                patience(open).toMillis(),
                                TimeUnit.MILLISECONDS);
        reply.whenCompleteAsync(
                (answer, failure) -> {
                    late.cancel(false);
                    write(ctx, open.head, failure == null ? answer : Answers.failed(failure));
                },
                ctx.executor());
    }

    /** What the engine does takes as long as it takes. */
    private Duration patience(Call open) {
        return open.found.route().by() == Routes.By.BOTH ? EngineLink.WORKING : answers.patience();
    }

    /** Answers before the request is over; what comes of it is not read. */
    private void refuse(ChannelHandlerContext ctx, HttpRequest head, Reply reply) {
        call = null;
        ending = true;
        write(ctx, head, reply);
    }

    private void write(ChannelHandlerContext ctx, HttpRequest head, Reply reply) {
        call = null;
        if (!ctx.channel().isActive()) {
            return;
        }
        if (reply instanceof Reply.Flowing flowing) {
            flow(ctx.channel(), head, flowing);
        } else if (reply instanceof Reply.Whole whole) {
            write(ctx, head, whole);
        }
    }

    private void write(ChannelHandlerContext ctx, HttpRequest head, Reply.Whole whole) {
        var response = Written.of(head, whole);
        if (ending) {
            response.headers().set(CONNECTION, "close");
        }
        ctx.writeAndFlush(response);
    }

    private void flow(Channel channel, HttpRequest head, Reply.Flowing flowing) {
        HttpResponse response =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        Marks.put(response);
        response.headers().set(CONTENT_TYPE, flowing.type());
        if (head.protocolVersion().isKeepAliveDefault()) {
            HttpUtil.setTransferEncodingChunked(response, true);
        }
        channel.writeAndFlush(response);
        try {
            flow = flowing.source().open(new ChannelOutlet(channel));
        } catch (RuntimeException failure) {
            log.warn("client {}: a stream ended", channel.id(), failure);
            channel.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        boolean passing = ctx.pipeline().context(EngineLink.PASSING) != null;
        if (event instanceof ChannelInputShutdownEvent && !passing) {
            inputOver(ctx);
        } else if (event instanceof IdleStateEvent && !passing) {
            idle(ctx);
        }
        ctx.fireUserEventTriggered(event);
    }

    /** The client sends nothing more: it gets the answer it waits for, and that is all. */
    private void inputOver(ChannelHandlerContext ctx) {
        var open = call;
        if (open != null && open.over) {
            ending = true;
        } else {
            ctx.close();
        }
    }

    private void idle(ChannelHandlerContext ctx) {
        var open = call;
        boolean slow = open != null && !open.over;
        if (slow || ++idle >= MAX_IDLE && open == null && flow == NOTHING) {
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        flow.cancel();
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            log.debug("client {}: {}", ctx.channel().id(), cause.toString());
        } else {
            log.error("client {}: connection ended", ctx.channel().id(), cause);
        }
        ctx.close();
    }
}
