package io.skep.dns.engine.internal.serve;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Questions by UDP. */
final class Datagrams extends SimpleChannelInboundHandler<DatagramPacket> {

    private static final Logger log = LoggerFactory.getLogger(Datagrams.class);

    private final InetAddress here;
    private final Desk desk;

    Datagrams(InetAddress here, Desk desk) {
        this.here = here;
        this.desk = desk;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        var asker = packet.sender();
        desk.answer(
                        context.alloc(),
                        packet.content(),
                        new Desk.Visit(asker.getAddress(), here, false))
                .thenAccept(
                        reply -> {
                            if (reply.isReadable()) {
                                context.writeAndFlush(new DatagramPacket(reply, asker));
                            }
                        });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        log.debug("dns: a datagram cannot be answered", failure);
    }
}
