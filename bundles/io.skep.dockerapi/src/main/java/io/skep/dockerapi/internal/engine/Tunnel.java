package io.skep.dockerapi.internal.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;

/** One direction of an upgraded connection: bytes as they come, and the end of them. */
final class Tunnel extends ChannelInboundHandlerAdapter {

    private final Channel other;
    private boolean ended;

    private Tunnel(Channel other) {
        this.other = other;
    }

    /** From now on what one says the other hears. Both are on the same event loop. */
    static void join(Channel client, Channel engine) {
        var speaking = new Tunnel(engine);
        speaking.ended = silent(client);
        client.pipeline().addLast(speaking);
        engine.pipeline().addLast(new Tunnel(client));
        strip(client);
        strip(engine);
        client.flush();
        engine.flush();
    }

    // from the last to the first: what a codec still holds goes into the tunnel
    private static void strip(Channel channel) {
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        var handlers = new ArrayList<>(channel.pipeline().toMap().values());
        for (int at = handlers.size() - 1; at >= 0; at--) {
            var handler = handlers.get(at);
            if (!(handler instanceof Tunnel || handler instanceof SslHandler)) {
                channel.pipeline().remove(handler);
            }
        }
        channel.config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf) {
            other.write(message);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        other.flush();
        ctx.channel().config().setAutoRead(other.isWritable());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        other.config().setAutoRead(ctx.channel().isWritable());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent
                || event instanceof SslCloseCompletionEvent) {
            end(ctx.channel());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    // half a close: the other may still have much to say
    private void end(Channel from) {
        if (ended) {
            return;
        }
        ended = true;
        var back = other.pipeline().get(Tunnel.class);
        if (back == null || back.ended) {
            from.close();
            return;
        }
        endOutput(other);
    }

    /** Whether the other end of a connection says no more. */
    static boolean silent(Channel channel) {
        return channel instanceof DuplexChannel half && half.isInputShutdown();
    }

    /** No more is said there, once all that was said is on its way. */
    static void endOutput(Channel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> shutOutput(channel));
    }

    private static void shutOutput(Channel channel) {
        var tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        } else if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
    }
}
