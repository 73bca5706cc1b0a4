package io.skep.dockerapi.internal.engine;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.ReferenceCountUtil;
import io.skep.dockerapi.internal.http.UnixServer;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.seam.Cancellable;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A server that lets the engine answer everything. */
final class TestDoor implements AutoCloseable {

    static final LocalEngine.Bounds BOUNDS =
            new LocalEngine.Bounds(Duration.ofMillis(400), Duration.ofMillis(20), 1 << 16);

    final LocalEngine link;
    private final Path socket;
    private final Runnable stop;

    private TestDoor(LocalEngine link, Path socket, Runnable stop) {
        this.link = link;
        this.socket = socket;
        this.stop = stop;
    }

    /** A server that does nothing of its own. */
    static TestDoor bare(Path directory, String engine, boolean epoll) {
        EventLoopGroup group = epoll ? new EpollEventLoopGroup(2) : new NioEventLoopGroup(2);
        var link = new LocalEngine(engine, group, BOUNDS);
        var socket = directory.resolve("door.sock");
        var server = bound(group, link, socket, epoll);
        return new TestDoor(
                link,
                socket,
                () -> {
                    server.close().syncUninterruptibly();
                    group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
                });
    }

    /** The server of the door. */
    static TestDoor served(Path directory, String engine) {
        var socket = directory.resolve("door.sock");
        var server = UnixServer.at(socket);
        var link = new LocalEngine(engine, server.loops(), BOUNDS);
        var routes = new Routes();
        routes.engine("*", "/{rest...}", ask -> Routes.done(Reply.error(500, "no engine")));
        server.listen(routes, new Present(link));
        return new TestDoor(
                link, socket, () -> server.stop(Duration.ZERO).toCompletableFuture().join());
    }

    String host() {
        return "unix://" + socket;
    }

    Wire connect() {
        return Wire.to(UnixDomainSocketAddress.of(socket));
    }

    @Override
    public void close() {
        link.close();
        stop.run();
    }

    private static Channel bound(
            EventLoopGroup group, LocalEngine link, Path socket, boolean epoll) {
        SocketAddress address =
                epoll
                        ? new DomainSocketAddress(socket.toString())
                        : UnixDomainSocketAddress.of(socket);
        return new ServerBootstrap()
                .group(group)
                .channel(
                        epoll
                                ? EpollServerDomainSocketChannel.class
                                : NioServerDomainSocketChannel.class)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(
                        new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                channel.pipeline()
                                        .addLast(new HttpServerCodec(), new Passing(link));
                            }
                        })
                .bind(address)
                .syncUninterruptibly()
                .channel();
    }

    private static final class Passing extends ChannelInboundHandlerAdapter {

        private final EngineLink link;

        private Passing(EngineLink link) {
            this.link = link;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof HttpRequest head) {
                link.pass(ctx, head);
            } else {
                ReferenceCountUtil.release(message);
            }
        }
    }

    /** A link whose engine nobody has to look for first. */
    private record Present(EngineLink link) implements EngineLink {

        @Override
        public boolean present() {
            return true;
        }

        @Override
        public CompletionStage<EngineAnswer> call(
                String method, String uri, Map<String, String> headers, byte[] body) {
            return link.call(method, uri, headers, body);
        }

        @Override
        public CompletionStage<EngineAnswer> work(
                String method, String uri, Map<String, String> headers, byte[] body) {
            return link.work(method, uri, headers, body);
        }

        @Override
        public void pass(ChannelHandlerContext client, HttpRequest head) {
            link.pass(client, head);
        }

        @Override
        public Cancellable stream(String uri, RecordSink sink) {
            return link.stream(uri, sink);
        }
    }
}
