package io.skep.dns.engine.internal.serve;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** One address that is listened on, by UDP and TCP. */
final class Ear {

    private static final int MAX_MESSAGE = 2 + 65_535; // with its length
    private static final int SILENCE_SECONDS = 10;

    private final ChannelFuture udp;
    private final ChannelFuture tcp;

    private Ear(ChannelFuture udp, ChannelFuture tcp) {
        this.udp = udp;
        this.tcp = tcp;
    }

    /** Begins to listen; whether that worked is told by {@link #listens}. */
    static Ear at(InetAddress address, int port, EventLoopGroup loops, Desk desk) {
        var where = new InetSocketAddress(address, port);
        var udp =
                new Bootstrap()
                        .group(loops)
                        .channel(NioDatagramChannel.class)
                        .handler(new Datagrams(address, desk))
                        .bind(where)
                        .awaitUninterruptibly();
        var bound = udp.isSuccess() ? (InetSocketAddress) udp.channel().localAddress() : where;
        return new Ear(udp, streams(bound, loops, desk));
    }

    private static ChannelFuture streams(InetSocketAddress where, EventLoopGroup loops, Desk desk) {
        var clients = new Clients();
        return new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                channel.pipeline()
                                        .addLast(clients)
                                        .addLast(new ReadTimeoutHandler(SILENCE_SECONDS))
                                        .addLast(
                                                new LengthFieldBasedFrameDecoder(
                                                        MAX_MESSAGE, 0, 2, 0, 2))
                                        .addLast(new LengthFieldPrepender(2))
                                        .addLast(new Stream(where.getAddress(), desk));
                            }
                        })
                .bind(where)
                .awaitUninterruptibly();
    }

    boolean listens() {
        return udp.isSuccess() && tcp.isSuccess();
    }

    /** Why it does not. */
    Throwable failure() {
        var failure = udp.isSuccess() ? tcp.cause() : udp.cause();
        return failure == null ? new IllegalStateException("it listens") : failure;
    }

    /** The port of both. */
    int port() {
        return ((InetSocketAddress) udp.channel().localAddress()).getPort();
    }

    void close() {
        udp.channel().close().awaitUninterruptibly();
        tcp.channel().close().awaitUninterruptibly();
    }
}
