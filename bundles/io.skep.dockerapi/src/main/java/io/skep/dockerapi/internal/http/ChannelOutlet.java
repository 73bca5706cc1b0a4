package io.skep.dockerapi.internal.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.skep.dockerapi.internal.route.Outlet;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Records in the body of an answer: a bounded number of them on their way. */
final class ChannelOutlet implements Outlet {

    private static final int WINDOW = 512;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Channel channel;
    private final Semaphore window = new Semaphore(WINDOW);

    ChannelOutlet(Channel channel) {
        this.channel = channel;
    }

    @Override
    public void offer(byte[] record) {
        if (window.tryAcquire()) {
            send(record);
        } else {
            channel.close();
        }
    }

    @Override
    public void put(byte[] record) {
        if (channel.eventLoop().inEventLoop()) {
            offer(record);
            return;
        }
        try {
            if (channel.isActive()
                    && window.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                send(record);
            } else {
                channel.close();
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

    private void send(byte[] record) {
        channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(record)))
                .addListener(sent -> window.release());
    }
}
