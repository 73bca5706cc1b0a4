package io.skep.dockerapi.internal.engine;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of a request that the engine answers: hands the content on, as fast as the
 * engine takes it. All on the client's event loop, which the engine's connection shares.
 */
final class Passage extends ChannelInboundHandlerAdapter {

    private final ChannelHandlerContext client;
    private final boolean upgrade;
    private final Deque<Object> waiting = new ArrayDeque<>();
    private @Nullable Channel engine;
    private boolean asked;
    private boolean answered;

    /** {@code head} is what the engine is to see. */
    Passage(ChannelHandlerContext client, HttpRequest head) {
        this.client = client;
        this.upgrade = head.headers().contains(HttpHeaderNames.UPGRADE);
        waiting.add(head);
    }

    /** From now on the client's content comes here. */
    void enter() {
        reading(false);
        client.pipeline().addBefore(client.name(), EngineLink.PASSING, this);
    }

    /** The engine listens. */
    void connected(Channel channel) {
        if (answered || !client.channel().isActive()) {
            channel.close();
            return;
        }
        engine = channel;
        waiting.forEach(channel::write);
        waiting.clear();
        channel.flush();
        reading(channel.isWritable());
        if (Tunnel.silent(client.channel())) {
            Tunnel.endOutput(channel);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (asked || !(message instanceof HttpContent content)) {
            ctx.fireChannelRead(message);
            return;
        }
        asked = content instanceof LastHttpContent;
        if (content.decoderResult().isFailure()) {
            content.release();
            client.close();
        } else {
            hand(content);
        }
        settle();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        var to = engine;
        if (to != null && !answered) {
            to.flush();
            reading(to.isWritable());
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        var from = engine;
        if (from != null) {
            from.config().setAutoRead(ctx.channel().isWritable());
        }
        ctx.fireChannelWritabilityChanged();
    }

    /** The engine hears that the client says no more, and ends what only a client would stop. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        var to = engine;
        if (event instanceof ChannelInputShutdownEvent && to != null && !answered) {
            Tunnel.endOutput(to);
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        over();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    /** Whether the client may go on; what follows a wish to upgrade is for the tunnel. */
    void reading(boolean on) {
        client.channel().config().setAutoRead(on && !(upgrade && asked && !answered));
    }

    /** The answer is written: what is left of the request goes nowhere. */
    void over() {
        answered = true;
        var left = engine;
        if (left != null) {
            left.close();
        }
        reading(true);
        settle();
    }

    private void hand(HttpContent content) {
        var to = engine;
        if (answered) {
            content.release();
        } else if (to == null) {
            waiting.add(content);
        } else {
            to.write(content);
        }
    }

    // both sides are through: the connection is the server's again
    private void settle() {
        if (asked && answered && client.pipeline().context(this) != null) {
            client.pipeline().remove(this);
        }
    }
}
