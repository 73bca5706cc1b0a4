package io.skep.dockerapi.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalServerChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that takes nothing. Source: consensus-and-faults O-22. */
@Timeout(30)
class ChannelOutletTest {

    private static final int WINDOW = 512;

    private final BlockingQueue<ChannelPromise> untaken = new LinkedBlockingQueue<>();
    private final EventLoopGroup group = new DefaultEventLoopGroup(1);
    private Channel channel;
    private ChannelOutlet outlet;

    /** Takes a write, and does not send it. */
    private final class Lazy extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            ReferenceCountUtil.release(message);
            untaken.add(promise);
        }
    }

    @BeforeEach
    void connect() {
        var address = new LocalAddress(ChannelOutletTest.class);
        new ServerBootstrap()
                .group(group)
                .channel(LocalServerChannel.class)
                .childHandler(new ChannelInboundHandlerAdapter())
                .bind(address)
                .syncUninterruptibly();
        channel =
                new Bootstrap()
                        .group(group)
                        .channel(LocalChannel.class)
                        .handler(new Lazy())
                        .connect(address)
                        .syncUninterruptibly()
                        .channel();
        outlet = new ChannelOutlet(channel);
    }

    @AfterEach
    void end() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void whoeverWritesOutputWaitsUntilItIsTakenOrTheClientGoes() throws Exception {
        var written = CompletableFuture.runAsync(() -> write(WINDOW + 2));
        for (int n = 0; n < WINDOW; n++) {
            assertFalse(untaken.take().isDone());
        }
        waits(written);

        channel.close();

        written.get(10, TimeUnit.SECONDS);
        assertTrue(untaken.isEmpty());
    }

    @Test
    void whoeverWritesOutputGoesOnWhenSomethingIsTaken() throws Exception {
        var written = CompletableFuture.runAsync(() -> write(WINDOW + 1));
        var first = untaken.take();
        waits(written);

        first.setSuccess();

        written.get(10, TimeUnit.SECONDS);
        assertTrue(channel.isActive());
    }

    @Test
    void eventsAreNotHeldButLoseAClientThatLetsAMebibyteWait() throws Exception {
        for (int n = 0; n < 16; n++) {
            outlet.offer(new byte[1 << 16]);
        }
        for (int n = 0; n < 16; n++) {
            assertFalse(untaken.take().isDone());
        }
        assertTrue(channel.isActive());

        outlet.offer(new byte[1]);

        channel.closeFuture().await(10, TimeUnit.SECONDS);
        assertEquals(0, untaken.size());
        assertFalse(channel.isActive());
    }

    private void write(int records) {
        for (int n = 0; n < records; n++) {
            outlet.put(new byte[1]);
        }
    }

    private static void waits(CompletableFuture<Void> written) {
        assertThrows(TimeoutException.class, () -> written.get(300, TimeUnit.MILLISECONDS));
    }
}
