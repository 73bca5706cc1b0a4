package io.skep.dockerapi.internal.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;

/** Lets one request of a connection through at a time; those behind it wait for its answer. */
final class Turnstile extends ChannelDuplexHandler {

    private static final int ENOUGH = 32;

    private final ArrayDeque<Object> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean arrived;
    private boolean answered;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (waiting.isEmpty() && !(busy && arrived)) {
            pass(ctx, message);
            return;
        }
        waiting.add(message);
        if (waiting.size() > ENOUGH) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ctx.write(message, promise);
        if (message instanceof LastHttpContent && !informs(message)) {
            answered = true;
            // not from within the write: the next request may be answered at once
            ctx.executor().execute(() -> next(ctx));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        dropAll();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        dropAll();
    }

    private void dropAll() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    private void pass(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest) {
            busy = true;
            arrived = false;
            answered = false;
        }
        if (message instanceof LastHttpContent) {
            arrived = true;
        }
        ctx.fireChannelRead(message);
        if (arrived && answered) {
            busy = false;
        }
    }

    private void next(ChannelHandlerContext ctx) {
        if (!(arrived && answered)) {
            return;
        }
        busy = false;
        while (!waiting.isEmpty() && !(busy && arrived)) {
            pass(ctx, waiting.poll());
        }
        if (waiting.isEmpty() && ctx.channel().isActive()) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    private static boolean informs(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
}
