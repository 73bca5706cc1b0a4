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
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.skep.access.Role;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.guard.Inspector;
import io.skep.dockerapi.internal.guard.Ledger;
import io.skep.dockerapi.internal.route.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Listens on a Unix socket that only its owner may use, and on TCP if it is told to. */
public final class UnixServer {

    private static final int THREADS = 2;

    private final Path path;
    private final EventLoopGroup loops;
    private final Patience patience;
    private final Ledger ledger;
    private final DefaultChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    private UnixServer(Path path, EventLoopGroup loops, Patience patience, Ledger ledger) {
        this.path = path;
        this.loops = loops;
        this.patience = patience;
        this.ledger = ledger;
    }

    /**
     * How long is waited for others.
     *
     * @param answer for whoever answers; Docker gives every call to a cluster 20 s
     * @param silence for a client in the middle of its request
     * @param head for the whole head of a request that began
     */
    record Patience(Duration answer, Duration silence, Duration head) {}

    /** A server that does not listen yet. */
    public static UnixServer at(Path path) {
        return at(
                path,
                new Patience(
                        Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(10)));
    }

    static UnixServer at(Path path, Patience patience) {
        return at(path, patience, new Ledger());
    }

    static UnixServer at(Path path, Patience patience, Ledger ledger) {
        var threads = new DefaultThreadFactory("skep-dockerapi", true);
        return new UnixServer(
                path,
                Epoll.isAvailable()
                        ? new EpollEventLoopGroup(THREADS, threads)
                        : new NioEventLoopGroup(THREADS, threads),
                patience,
                ledger);
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
            bind(Epoll.isAvailable(), plumbing(routes, engine));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Listens on TCP too, under mutual TLS.
     *
     * @param tables what each role is served
     * @param folder has {@code ca.pem}, {@code cert.pem} and {@code key.pem}
     * @throws UncheckedIOException when it cannot
     */
    public void listen(
            Function<Role, Routes> tables,
            EngineLink engine,
            List<InetSocketAddress> addresses,
            Path folder) {
        var server = new TcpServer(Proof.in(folder), reception(tables, engine));
        for (var address : addresses) {
            try {
                open.add(server.listen(loops, address));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private Reception reception(Function<Role, Routes> tables, EngineLink engine) {
        var rooms = new EnumMap<Role, Plumbing>(Role.class);
        for (var role : Role.values()) {
            rooms.put(role, plumbing(tables.apply(role), engine));
        }
        return new Reception(rooms, new Inspector(engine), ledger);
    }

    private Plumbing plumbing(Routes routes, EngineLink engine) {
        return new Plumbing(open, new Answers(routes, patience.answer()), engine, patience);
    }

    private void bind(boolean epoll, Plumbing plumbing) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.deleteIfExists(path);
        Class<? extends ServerChannel> type =
                epoll ? EpollServerDomainSocketChannel.class : NioServerDomainSocketChannel.class;
        SocketAddress address =
                epoll ? new DomainSocketAddress(path.toFile()) : UnixDomainSocketAddress.of(path);
        var server =
                new ServerBootstrap().group(loops).channel(type).childHandler(pipeline(plumbing));
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

    private static ChannelInitializer<Channel> pipeline(Plumbing plumbing) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                plumbing.lay(channel);
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
