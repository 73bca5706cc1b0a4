package io.skep.dns.engine.internal.serve;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets only so many connections be open at once, lest one container takes all there are. */
@Sharable
final class Clients extends ChannelInboundHandlerAdapter {

    private static final int MOST = 256;

    private final AtomicInteger open = new AtomicInteger();

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (open.incrementAndGet() > MOST) {
            context.close();
        } else {
            context.fireChannelActive();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        open.decrementAndGet();
        context.fireChannelInactive();
    }
}
