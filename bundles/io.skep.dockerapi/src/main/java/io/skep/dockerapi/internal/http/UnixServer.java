package io.skep.dockerapi.internal.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.route.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Listens on a Unix socket that only its owner may use. */
public final class UnixServer {

    private static final int THREADS = 2;
    private static final int MAX_LINE = 64 << 10;
    private static final int MAX_HEADERS = 64 << 10;
    private static final int CHUNK = 64 << 10;

    private final Path path;
    private final EventLoopGroup loops;
    private final Patience patience;
    private final DefaultChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    private UnixServer(Path path, EventLoopGroup loops, Patience patience) {
        this.path = path;
        this.loops = loops;
        this.patience = patience;
    }

    /**
     * How long is waited for others.
     *
     * @param answer for whoever answers; Docker gives every call to a cluster 20 s
     * @param silence for a client in the middle of its request
     */
    record Patience(Duration answer, Duration silence) {}

    /** A server that does not listen yet. */
    public static UnixServer at(Path path) {
        return at(path, new Patience(Duration.ofSeconds(20), Duration.ofSeconds(60)));
    }

    static UnixServer at(Path path, Patience patience) {
        var threads = new DefaultThreadFactory("skep-dockerapi", true);
        return new UnixServer(
                path,
                Epoll.isAvailable()
                        ? new EpollEventLoopGroup(THREADS, threads)
                        : new NioEventLoopGroup(THREADS, threads),
                patience);
    }

    /** Where its connections live. */
    public EventLoopGroup loops() {
        return loops;
    }

    /**
     * Begins to listen; a file that is there already is replaced.
     *
     * @throws UncheckedIOException when it cannot
     */
    public void listen(Routes routes, EngineLink engine) {
        try {
            bind(Epoll.isAvailable(), new Answers(routes, patience.answer()), engine);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void bind(boolean epoll, Answers answers, EngineLink engine) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.deleteIfExists(path);
        Class<? extends ServerChannel> type =
                epoll ? EpollServerDomainSocketChannel.class : NioServerDomainSocketChannel.class;
        SocketAddress address =
                epoll ? new DomainSocketAddress(path.toFile()) : UnixDomainSocketAddress.of(path);
        var server =
                new ServerBootstrap()
                        .group(loops)
                        .channel(type)
                        .childHandler(pipeline(answers, engine));
        if (epoll) {
            // others do not know the option, and warn of it for each connection
            server.childOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        }
        var bound = server.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot listen on " + path, bound.cause());
        }
        open.add(bound.channel());
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }

    private ChannelInitializer<Channel> pipeline(Answers answers, EngineLink engine) {
        var http =
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(MAX_LINE)
                        .setMaxHeaderSize(MAX_HEADERS)
                        .setMaxChunkSize(CHUNK);
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                open.add(channel);
                channel.pipeline()
                        .addLast(
                                new IdleStateHandler(
                                        patience.silence().toMillis(), 0, 0, TimeUnit.MILLISECONDS))
                        .addLast(new HttpServerCodec(http))
                        .addLast(new HttpServerKeepAliveHandler())
                        .addLast(new Turnstile())
                        .addLast(new Client(answers, engine));
            }
        };
    }

    /** Ends all connections and removes the file. */
    public CompletionStage<Void> stop(Duration grace) {
        var stopped = new CompletableFuture<Void>();
        open.close()
                .addListener(
                        closed ->
                                loops.shutdownGracefully(0, grace.toMillis(), TimeUnit.MILLISECONDS)
                                        .addListener(over -> removed(stopped)));
        return stopped;
    }

    private void removed(CompletableFuture<Void> stopped) {
        try {
            Files.deleteIfExists(path);
            stopped.complete(null);
        } catch (IOException failure) {
            stopped.completeExceptionally(failure);
        }
    }
}
