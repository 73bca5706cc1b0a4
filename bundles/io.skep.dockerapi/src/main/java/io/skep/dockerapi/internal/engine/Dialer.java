package io.skep.dockerapi.internal.engine;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.codec.http.HttpClientCodec;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/** Opens connections to the engine, on whatever kind of event loop it is given. */
final class Dialer {

    /** Name of the handler that speaks HTTP on a connection to the engine. */
    static final String CODEC = "codec";

    private static final int CONNECT_MILLIS = 5_000;

    private final EngineAddress address;

    Dialer(EngineAddress address) {
        this.address = address;
    }

    /** A connection that speaks HTTP, with these handlers on top. */
    ChannelFuture dial(EventLoop loop, ChannelHandler... handlers) {
        boolean epoll = loop.parent() instanceof EpollEventLoopGroup;
        return new Bootstrap()
                .group(loop)
                .channel(type(epoll))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(
                        new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                channel.pipeline().addLast(CODEC, new HttpClientCodec());
                                channel.pipeline().addLast(handlers);
                            }
                        })
                .connect(target(epoll));
    }

    private Class<? extends Channel> type(boolean epoll) {
        if (address.unix()) {
            return epoll ? EpollDomainSocketChannel.class : NioDomainSocketChannel.class;
        }
        return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    private SocketAddress target(boolean epoll) {
        if (!address.unix()) {
            return InetSocketAddress.createUnresolved(address.host(), address.port());
        }
        return epoll
                ? new DomainSocketAddress(address.path())
                : UnixDomainSocketAddress.of(address.path());
    }
}
