package io.skep.transport.netty.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.skep.lifecycle.Handover;
import io.skep.lifecycle.PlugException;
import io.skep.seam.Loop;
import io.skep.transport.spi.Carrier;
import io.skep.transport.spi.CarrierSink;
import io.skep.transport.spi.Identity;
import io.skep.transport.spi.Line;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lines over TCP and TLS 1.3. Belongs to the host's loop; I/O is done by one event loop. */
final class NettyCarrier implements Carrier {

    private static final Logger log = LoggerFactory.getLogger(NettyCarrier.class);
    private static final int CONNECT_MILLIS = 4_000;
    private static final Duration FLUSH = Duration.ofMillis(1_500);

    private final Loop loop;
    private final CarrierSink sink;
    private final Caps caps = new Caps();
    // what lines are made with; set by the host's loop, read by the event loop
    private final AtomicReference<Tls> tls;
    private final SslProvider provider;
    private @Nullable EventLoopGroup io;
    private @Nullable ChannelGroup channels;
    private @Nullable Channel door;
    private boolean quiet = true;

    NettyCarrier(Loop loop, CarrierSink sink, SslProvider provider) {
        this.loop = loop;
        this.sink = sink;
        this.provider = provider;
        this.tls = new AtomicReference<>(new Tls(Optional.empty(), provider));
    }

    @Override
    public CompletionStage<Void> activate(long epoch, Optional<Handover> handover) {
        var group = new NioEventLoopGroup(1, new DefaultThreadFactory("transport-netty", true));
        io = group;
        channels = new DefaultChannelGroup(group.next(), true);
        quiet = false;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> quiesce(Duration grace) {
        quiet = true;
        return shutDoor();
    }

    @Override
    public Optional<Handover> handover() {
        return Optional.empty();
    }

    @Override
    public CompletionStage<Void> resume(long epoch) {
        quiet = false;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> close() {
        quiet = true;
        var group = io;
        var open = channels;
        io = null;
        door = null;
        if (group == null || open == null) {
            return CompletableFuture.completedFuture(null);
        }
        var closed = new CompletableFuture<Void>();
        open.close().addListener(all -> end(group, closed));
        // who does not read must not keep this end from closing
        loop.schedule(FLUSH, () -> end(group, closed));
        return loop.on(closed);
    }

    private static void end(EventLoopGroup group, CompletableFuture<Void> closed) {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS)
                .addListener(ended -> closed.complete(null));
    }

    @Override
    public void show(Optional<Identity> identity) {
        tls.set(new Tls(identity, provider));
    }

    @Override
    public CompletionStage<Integer> listen(String address) {
        var at = Addresses.of(address);
        return shutDoor().thenCompose(shut -> bind(at));
    }

    private CompletionStage<Integer> bind(InetSocketAddress at) {
        var binding =
                new ServerBootstrap()
                        .group(working())
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, 1_024)
                        .childHandler(fresh(this::dialledIn))
                        .bind(at);
        door = binding.channel();
        keep(binding.channel());
        var bound = new CompletableFuture<Integer>();
        either(binding, bound, () -> bound.complete(port(binding.channel())));
        return loop.on(bound);
    }

    private static int port(Channel bound) {
        return ((InetSocketAddress) bound.localAddress()).getPort();
    }

    private static void either(
            ChannelFuture attempt, CompletableFuture<?> result, Runnable success) {
        attempt.addListener(
                done -> {
                    if (done.isSuccess()) {
                        success.run();
                    } else {
                        var why = "transport netty: " + done.cause().getMessage();
                        result.completeExceptionally(new PlugException(why, done.cause()));
                    }
                });
    }

    @Override
    public void deafen() {
        shutDoor();
    }

    private CompletionStage<Void> shutDoor() {
        var open = door;
        door = null;
        var shut = new CompletableFuture<Void>();
        if (open == null) {
            shut.complete(null);
        } else {
            open.close().addListener(done -> shut.complete(null));
        }
        return loop.on(shut);
    }

    private static ChannelInitializer<Channel> fresh(Consumer<Channel> begins) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                begins.accept(channel);
            }
        };
    }

    private void keep(Channel channel) {
        var all = channels;
        if (all != null) {
            all.add(channel);
        }
    }

    /** On the event loop. */
    private void dialledIn(Channel channel) {
        var from = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        if (!caps.enter(from)) {
            channel.close();
            return;
        }
        channel.closeFuture().addListener(closed -> caps.leave(from));
        loop.execute(() -> keep(channel));
        var handshake = new Handshake(loop, tls.get().server());
        handshake.begin(channel);
        handshake
                .line()
                .whenComplete(
                        (line, failure) -> {
                            if (line == null) {
                                log.debug("line {}: {}", from, failure.getMessage());
                            } else {
                                loop.execute(() -> accepted(line));
                            }
                        });
    }

    private void accepted(Line line) {
        if (quiet) {
            line.close("this node lets nobody in now");
        } else {
            sink.accepted(line);
        }
    }

    @Override
    public CompletionStage<Line> dial(String address, As as) {
        var line = new CompletableFuture<Line>();
        try {
            connect(Addresses.of(address), new Handshake(loop, tls.get().client(as)), line);
        } catch (PlugException impossible) {
            line.completeExceptionally(impossible);
        }
        return loop.on(line);
    }

    private void connect(InetSocketAddress to, Handshake handshake, CompletableFuture<Line> line) {
        handshake
                .line()
                .whenComplete(
                        (up, failure) -> {
                            if (up == null) {
                                line.completeExceptionally(failure);
                            } else {
                                line.complete(up);
                            }
                        });
        var connecting =
                new Bootstrap()
                        .group(working())
                        .channel(NioSocketChannel.class)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                        .handler(fresh(handshake::begin))
                        .connect(to);
        keep(connecting.channel());
        either(connecting, line, () -> {});
    }

    private EventLoopGroup working() {
        var group = io;
        if (group == null || quiet) {
            throw new PlugException("transport netty: it does not work now");
        }
        return group;
    }
}
