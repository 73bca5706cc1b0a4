package io.skep.transport.netty.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import io.skep.lifecycle.PlugException;
import io.skep.seam.Loop;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Makes a line of a TCP connection: nothing is read before it is proven who is there. */
final class Handshake {

    private static final long PATIENCE_SECONDS = 5;

    private final Loop loop;
    private final SSLEngine engine;
    private final CompletableFuture<NettyLine> line = new CompletableFuture<>();

    // what went wrong is told to who waits; an attacker must not fill the log
    private final ChannelHandler failing =
            new ChannelInboundHandlerAdapter() {
                @Override
                public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                    fail("no handshake: " + words(cause));
                    context.close();
                }
            };

    Handshake(Loop loop, SSLEngine engine) {
        this.loop = loop;
        this.engine = engine;
    }

    /** The line; completes on an event loop. */
    CompletableFuture<NettyLine> line() {
        return line;
    }

    /** Begins on a fresh channel. */
    void begin(Channel channel) {
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        var tls = new SslHandler(engine);
        tls.setHandshakeTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        tls.setCloseNotifyFlushTimeout(1, TimeUnit.SECONDS);
        channel.pipeline().addLast(tls, failing);
        tls.handshakeFuture()
                .addListener(
                        done -> {
                            if (done.isSuccess()) {
                                up(channel);
                            } else {
                                fail("no handshake: " + words(done.cause()));
                                channel.close();
                            }
                        });
    }

    private static String words(Throwable cause) {
        return cause.getCause() == null
                ? String.valueOf(cause.getMessage())
                : String.valueOf(cause.getCause().getMessage());
    }

    private void up(Channel channel) {
        channel.config().setAutoRead(false);
        var frames = new Frames(System::nanoTime);
        var fresh = new NettyLine(loop, channel, frames, chain(engine.getSession()));
        channel.pipeline().remove(failing).addLast(frames, fresh);
        fresh.begin();
        line.complete(fresh);
    }

    private static List<X509Certificate> chain(SSLSession session) {
        try {
            return List.of(session.getPeerCertificates()).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException stranger) {
            return List.of();
        }
    }

    private void fail(String why) {
        line.completeExceptionally(new PlugException("transport netty: " + why));
    }
}
