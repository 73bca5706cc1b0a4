package io.skep.dockerapi.internal.http;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A13: a client that begins a request says its head in time, however often it sends a byte. Stands
 * before the decoder; what {@link #over} gives stands behind it.
 */
final class HeadDeadline extends ChannelInboundHandlerAdapter {

    private final Duration patience;
    private @Nullable Future<?> late;
    private boolean inRequest;

    HeadDeadline(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!inRequest && late == null) {
            late =
                    ctx.executor()
                            .schedule(() -> leave(ctx), patience.toMillis(), TimeUnit.MILLISECONDS);
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        met();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        met();
        ctx.fireChannelInactive();
    }

    private static void leave(ChannelHandlerContext ctx) {
        ctx.close();
    }

    private void met() {
        var running = late;
        late = null;
        if (running != null) {
            running.cancel(false);
        }
    }

    /** Hears what the decoder made of the bytes. */
    ChannelHandler over() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                if (message instanceof HttpRequest) {
                    met();
                    inRequest = true;
                }
                if (message instanceof LastHttpContent) {
                    inRequest = false;
                }
                ctx.fireChannelRead(message);
            }
        };
    }
}
