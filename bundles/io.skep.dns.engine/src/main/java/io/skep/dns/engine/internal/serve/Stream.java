package io.skep.dns.engine.internal.serve;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Questions by TCP: any number on one connection. Source: RFC 7766 */
final class Stream extends SimpleChannelInboundHandler<ByteBuf> {

    private final InetAddress here;
    private final Desk desk;

    Stream(InetAddress here, Desk desk) {
        this.here = here;
        this.desk = desk;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
        var asker = ((InetSocketAddress) context.channel().remoteAddress()).getAddress();
        desk.answer(context.alloc(), message, new Desk.Visit(asker, here, true))
                .thenAccept(
                        reply -> {
                            if (reply.isReadable()) {
                                context.writeAndFlush(reply);
                            } else {
                                context.close();
                            }
                        });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        context.close();
    }
}
