package io.skep.dockerapi.internal.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Takes connections over TCP: so many from each address, each of which proves who it is first. */
final class TcpServer {

    private static final int MOST_PER_ADDRESS = 100;
    private static final int PATIENCE_SECONDS = 5;

    private final SslContext proof;
    private final Reception reception;
    private final Crowd crowd = new Crowd(MOST_PER_ADDRESS);
    private final Complaints complaints = new Complaints();

    TcpServer(SslContext proof, Reception reception) {
        this.proof = proof;
        this.reception = reception;
    }

    /** Begins to listen. */
    Channel listen(EventLoopGroup loops, InetSocketAddress address) throws IOException {
        Class<? extends ServerChannel> type =
                Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        var bound =
                new ServerBootstrap()
                        .group(loops)
                        .channel(type)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        admit(channel);
                                    }
                                })
                        .bind(address)
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot listen on tcp://" + address, bound.cause());
        }
        return bound.channel();
    }

    private void admit(SocketChannel channel) {
        var from = channel.remoteAddress().getAddress();
        if (!crowd.enter(from)) {
            complaints.turnedAway(from, "too many connections", System.nanoTime());
            channel.close();
            return;
        }
        channel.closeFuture().addListener(closed -> crowd.leave(from));
        prove(channel);
    }

    // nothing is read of HTTP before it is proven who is there
    private void prove(SocketChannel channel) {
        var tls = proof.newHandler(channel.alloc());
        tls.setHandshakeTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        channel.pipeline().addLast(tls, new Silent());
        tls.handshakeFuture()
                .addListener(
                        done -> {
                            if (done.isSuccess()) {
                                reception.admit(channel, tls.engine().getSession());
                                channel.pipeline().remove(Silent.class);
                            } else {
                                refused(channel, done.cause());
                            }
                        });
    }

    private void refused(SocketChannel channel, Throwable cause) {
        var from = channel.remoteAddress();
        if (from != null) {
            complaints.turnedAway(
                    from.getAddress(), String.valueOf(cause.getMessage()), System.nanoTime());
        }
        channel.close();
    }

    /** What goes wrong in a handshake is told by its end. */
    private static final class Silent extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
