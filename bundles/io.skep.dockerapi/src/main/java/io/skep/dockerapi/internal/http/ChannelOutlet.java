package io.skep.dockerapi.internal.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.skep.dockerapi.internal.route.Outlet;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Records in the body of an answer: so many of them on their way and no more. */
final class ChannelOutlet implements Outlet {

    private static final int WINDOW = 512;
    // fewer events than a manager keeps: who loses its connection may ask again and misses nothing
    private static final long OFFERED_BYTES = 1 << 20;
    // how soon it is noticed that a client that did not read has gone
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Channel channel;
    private final Semaphore window = new Semaphore(WINDOW);
    // bytes offered and not sent; raised by whoever offers, lowered by the channel's thread
    private final AtomicLong offered = new AtomicLong();

    ChannelOutlet(Channel channel) {
        this.channel = channel;
    }

    @Override
    public void offer(byte[] record) {
        if (offered.addAndGet(record.length) > OFFERED_BYTES) {
            channel.close();
            return;
        }
        write(record).addListener(sent -> offered.addAndGet(-record.length));
    }

    @Override
    public void put(byte[] record) {
        if (channel.eventLoop().inEventLoop()) {
            offer(record);
            return;
        }
        try {
            while (channel.isActive()) {
                if (window.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    write(record).addListener(sent -> window.release());
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            channel.close();
        }
    }

    @Override
    public void end() {
        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private ChannelFuture write(byte[] record) {
        return channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(record)));
    }
}
