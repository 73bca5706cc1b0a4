package io.skep.dockerapi.internal.engine;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.ReferenceCountUtil;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A server that lets the engine answer everything. */
final class TestDoor implements AutoCloseable {

    static final LocalEngine.Bounds BOUNDS =
            new LocalEngine.Bounds(Duration.ofMillis(400), Duration.ofMillis(20), 1 << 16);

    final LocalEngine link;
    private final EventLoopGroup group;
    private final Path socket;
    private final Channel server;

    TestDoor(Path directory, String engine, boolean epoll) {
        group = epoll ? new EpollEventLoopGroup(2) : new NioEventLoopGroup(2);
        link = new LocalEngine(engine, group, BOUNDS);
        socket = directory.resolve("door.sock");
        SocketAddress address =
                epoll
                        ? new DomainSocketAddress(socket.toString())
                        : UnixDomainSocketAddress.of(socket);
        server =
                new ServerBootstrap()
                        .group(group)
                        .channel(
                                epoll
                                        ? EpollServerDomainSocketChannel.class
                                        : NioServerDomainSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline()
                                                .addLast(new HttpServerCodec(), new Passing());
                                    }
                                })
                        .bind(address)
                        .syncUninterruptibly()
                        .channel();
    }

    String host() {
        return "unix://" + socket;
    }

    Wire connect() {
        return Wire.to(UnixDomainSocketAddress.of(socket));
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        link.close();
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Passing extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof HttpRequest head) {
                link.pass(ctx, head);
            } else {
                ReferenceCountUtil.release(message);
            }
        }
    }
}
