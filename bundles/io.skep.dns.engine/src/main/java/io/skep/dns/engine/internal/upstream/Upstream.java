package io.skep.dns.engine.internal.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.skep.dns.engine.internal.message.Reply;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks the machine's own servers, or those that the asker has, one after the other, letter by
 * letter as it was asked: the next one when one is silent or refuses. Each question goes from a
 * port of its own, which the kernel draws, so that nobody can guess it. Safe for use by any thread.
 */
public final class Upstream {

    private static final int MAX_MESSAGE = 2 + 65_535; // with its length

    private final EventLoopGroup loops;
    private final Servers servers;
    private final Asking asking;
    private final Turnstile turnstile = new Turnstile();

    /**
     * How others are asked.
     *
     * @param port where they listen
     * @param patience how long one of them is waited for
     */
    public record Asking(int port, Duration patience) {}

    /** Asks the servers in a file, unless others are given; never one of our own addresses. */
    public static Upstream of(
            EventLoopGroup loops, Path file, Supplier<Set<InetAddress>> own, Asking asking) {
        return new Upstream(loops, new Servers(file, own), asking);
    }

    private Upstream(EventLoopGroup loops, Servers servers, Asking asking) {
        this.loops = loops;
        this.servers = servers;
        this.asking = asking;
    }

    /**
     * Asks.
     *
     * @param query the message; it is copied
     * @param asker whose question it is
     * @param given who is asked; when none are given, the machine's servers
     * @param tcp whether it came by TCP, so that the answer may be large
     * @return completes with the answer's bytes; fails when nobody answers, or too many questions
     *     are open
     */
    public CompletionStage<byte[]> ask(
            byte[] query, InetAddress asker, List<InetAddress> given, boolean tcp) {
        if (!turnstile.enter(asker)) {
            return CompletableFuture.failedFuture(new IllegalStateException("too many questions"));
        }
        var round = new Round(servers.orElseTheMachines(given).iterator(), query, tcp);
        round.answer.whenComplete((bytes, failure) -> turnstile.leave(asker));
        round.next();
        return round.answer;
    }

    /** One question on its way from server to server; one thread after the other. */
    private final class Round {

        private final CompletableFuture<byte[]> answer = new CompletableFuture<>();
        private final Iterator<InetAddress> left;
        private final byte[] query;
        private final boolean tcp;
        private Throwable why = new IllegalStateException("there is no server");
        private Optional<byte[]> refusal = Optional.empty();

        private Round(Iterator<InetAddress> left, byte[] query, boolean tcp) {
            this.left = left;
            this.query = query;
            this.tcp = tcp;
        }

        private void next() {
            if (left.hasNext()) {
                var server = new InetSocketAddress(left.next(), asking.port());
                one(server, query, tcp).whenComplete(this::heard);
            } else {
                refusal.ifPresentOrElse(answer::complete, () -> answer.completeExceptionally(why));
            }
        }

        /** Who would not answer is like who could not, unless it was the last. */
        private void heard(byte[] bytes, Throwable failure) {
            if (failure == null && !refuses(bytes)) {
                answer.complete(bytes);
                return;
            }
            if (failure == null) {
                refusal = Optional.of(bytes);
            } else {
                why = failure;
            }
            next();
        }
    }

    /** Source: RFC 1035 4.1.1 */
    private static boolean refuses(byte[] reply) {
        int code = reply.length > 3 ? reply[3] & 0xf : 0;
        return code == Reply.SERVER_FAILURE || code == Reply.REFUSED;
    }

    private CompletableFuture<byte[]> one(InetSocketAddress server, byte[] query, boolean tcp) {
        var answer = new CompletableFuture<byte[]>();
        var ear = new Ear(query, answer);
        var connected =
                new Bootstrap()
                        .group(loops)
                        .channel(tcp ? NioSocketChannel.class : NioDatagramChannel.class)
                        .handler(tcp ? framed(ear) : ear)
                        .connect(server);
        var channel = connected.channel();
        var late =
                channel.eventLoop()
                        .schedule(
                                () -> answer.completeExceptionally(new IllegalStateException()),
                                asking.patience().toMillis(),
                                TimeUnit.MILLISECONDS);
        answer.whenComplete(
                (bytes, failure) -> {
                    late.cancel(false);
                    channel.close();
                });
        connected.addListener(
                done -> {
                    if (done.isSuccess()) {
                        channel.writeAndFlush(Unpooled.wrappedBuffer(query));
                    } else {
                        answer.completeExceptionally(done.cause());
                    }
                });
        return answer;
    }

    private static ChannelHandler framed(Ear ear) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(new LengthFieldBasedFrameDecoder(MAX_MESSAGE, 0, 2, 0, 2))
                        .addLast(new LengthFieldPrepender(2))
                        .addLast(ear);
            }
        };
    }

    /** Hears one answer. */
    private static final class Ear extends SimpleChannelInboundHandler<Object> {

        private final byte[] query;
        private final CompletableFuture<byte[]> answer;

        private Ear(byte[] query, CompletableFuture<byte[]> answer) {
            this.query = query;
            this.answer = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, Object message) {
            var content =
                    message instanceof DatagramPacket packet ? packet.content() : (ByteBuf) message;
            var bytes = new byte[content.readableBytes()];
            content.readBytes(bytes);
            // who does not know the number is somebody else
            if (bytes.length > 2 && bytes[0] == query[0] && bytes[1] == query[1]) {
                answer.complete(bytes);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            answer.completeExceptionally(failure);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            answer.completeExceptionally(new IllegalStateException("closed"));
        }
    }
}
