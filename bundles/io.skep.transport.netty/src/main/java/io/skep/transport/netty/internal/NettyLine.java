package io.skep.transport.netty.internal;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.skep.seam.Loop;
import io.skep.transport.spi.Carrier;
import io.skep.transport.spi.Line;
import io.skep.transport.spi.LineSink;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A line that is up. What is not atomic belongs to the channel's event loop; the sink is called on
 * the host's loop.
 */
final class NettyLine extends SimpleChannelInboundHandler<byte[]> implements Line {

    private static final int FAR_TOO_MUCH = 128 * 1024 * 1024;
    private static final int MOST_UNREAD = 1_024;
    private static final long LOOK_SECONDS = 1;
    private static final int LOOKS_PER_PULSE = 5;
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(16);

    private final Loop loop;
    private final Channel channel;
    private final Frames frames;
    private final List<X509Certificate> chain;
    // bytes that wait to be sent; frames and bytes that wait to be read
    private final AtomicLong unsent = new AtomicLong();
    private final AtomicInteger unreadFrames = new AtomicInteger();
    private final AtomicLong unreadBytes = new AtomicLong();
    private final AtomicBoolean told = new AtomicBoolean();
    // set by the host once, told to by the event loop
    private final AtomicReference<Optional<LineSink>> sink =
            new AtomicReference<>(Optional.empty());
    private final AtomicReference<String> reason = new AtomicReference<>("");
    private final List<byte[]> early = new ArrayList<>();
    private boolean reading;
    private long heardAt = System.nanoTime();
    private int looks;

    /** A line on a channel whose handshake is done and that does not read. */
    NettyLine(Loop loop, Channel channel, Frames frames, List<X509Certificate> chain) {
        super(byte[].class);
        this.loop = loop;
        this.channel = channel;
        this.frames = frames;
        this.chain = List.copyOf(chain);
    }

    /** On the event loop: watches the other end from now on. */
    void begin() {
        channel.closeFuture().addListener(closed -> tell());
        lookAgain();
    }

    private void lookAgain() {
        channel.eventLoop().schedule(this::look, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        if (!channel.isActive()) {
            return;
        }
        if (!channel.config().isAutoRead()) {
            heardAt = System.nanoTime();
            frames.excuse();
        } else if (frames.stalls()) {
            cut("a frame that does not come to its end");
        } else if (!frames.hasBegun() && System.nanoTime() - heardAt > SILENCE_NANOS) {
            cut("the other end is silent");
        }
        if (++looks % LOOKS_PER_PULSE == 0) {
            beat();
        }
        lookAgain();
    }

    /** Shows that this end is there. */
    private void beat() {
        frames.tick();
        if (unsent.get() == 0) {
            write(Frames.SIGN_OF_LIFE);
        }
    }

    @Override
    public List<X509Certificate> chain() {
        return chain;
    }

    @Override
    public String address() {
        return String.valueOf(channel.remoteAddress());
    }

    @Override
    public void read(LineSink reader) {
        if (!sink.compareAndSet(Optional.empty(), Optional.of(reader))) {
            throw new IllegalStateException("line " + address() + " is read already");
        }
        channel.eventLoop().execute(() -> begin(reader));
        if (!channel.isOpen()) {
            tell();
        }
    }

    private void begin(LineSink reader) {
        early.forEach(frame -> pass(reader, frame));
        early.clear();
        reading = true;
        heardAt = System.nanoTime();
        channel.config().setAutoRead(true);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, byte[] frame) {
        heardAt = System.nanoTime();
        if (frame.length == 0) {
            return;
        }
        if (reading) {
            pass(sink.get().orElseThrow(), frame);
        } else {
            early.add(frame);
        }
    }

    private void pass(LineSink reader, byte[] frame) {
        boolean many = unreadFrames.incrementAndGet() > MOST_UNREAD;
        if (unreadBytes.addAndGet(frame.length) > Carrier.MUCH | many) {
            channel.config().setAutoRead(false);
        }
        loop.execute(() -> deliver(reader, frame));
    }

    private void deliver(LineSink reader, byte[] frame) {
        int left = unreadFrames.decrementAndGet();
        long bytes = unreadBytes.addAndGet(-frame.length);
        if (left < MOST_UNREAD / 2 && bytes < Carrier.MUCH / 2 && !channel.config().isAutoRead()) {
            channel.eventLoop().execute(() -> channel.config().setAutoRead(true));
        }
        if (!told.get()) {
            reader.frame(frame);
        }
    }

    @Override
    public boolean full() {
        return unsent.get() > Carrier.MUCH;
    }

    @Override
    public void send(byte[] frame) {
        if (frame.length == 0 || frame.length > Carrier.MAX_FRAME) {
            throw new IllegalArgumentException("a frame of " + frame.length + " bytes");
        }
        if (unsent.get() > FAR_TOO_MUCH) {
            cut("far too much waits");
            return;
        }
        write(frame);
    }

    private void write(byte[] frame) {
        var head = ByteBuffer.allocate(Integer.BYTES).putInt(frame.length).array();
        unsent.addAndGet(frame.length);
        channel.writeAndFlush(Unpooled.wrappedBuffer(head, frame))
                .addListener(sent -> unsent.addAndGet(-frame.length));
    }

    @Override
    public void close(String why) {
        reason.compareAndSet("", why);
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        if (!channel.eventLoop().isShuttingDown()) {
            channel.eventLoop().schedule(() -> channel.close(), 1, TimeUnit.SECONDS);
        }
    }

    private void cut(String why) {
        reason.compareAndSet("", why);
        channel.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        var deepest = failure.getCause() == null ? failure : failure.getCause();
        cut(String.valueOf(deepest.getMessage()));
    }

    /** TRN-4: after the last frame, once, as soon as somebody listens. */
    private void tell() {
        loop.execute(() -> sink.get().ifPresent(this::tell));
    }

    private void tell(LineSink reader) {
        if (told.compareAndSet(false, true)) {
            reader.closed(reason.get().isEmpty() ? "the other end closed it" : reason.get());
        }
    }
}
