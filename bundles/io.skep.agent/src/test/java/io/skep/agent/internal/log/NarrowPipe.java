package io.skep.agent.internal.log;

import io.skep.agent.internal.Samples;
import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.transport.Acceptor;
import io.skep.transport.Caller;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Role;
import io.skep.transport.Transport;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A channel between real threads that takes a few megabytes and then no more. */
final class NarrowPipe {

    private static final int ROOM = 4 * 1_024 * 1_024;

    private record Served(Loop loop, Acceptor acceptor) {}

    private final CompletableFuture<Served> served = new CompletableFuture<>();

    /** A transport on which nothing but one kind is served. */
    Transport transport() {
        return (Transport)
                Proxy.newProxyInstance(
                        Transport.class.getClassLoader(),
                        new Class<?>[] {Transport.class},
                        (proxy, method, given) -> {
                            if (!method.getName().equals("serve")) {
                                throw new UnsupportedOperationException(method.getName());
                            }
                            served.complete(new Served((Loop) given[1], (Acceptor) given[2]));
                            return (Cancellable) () -> {};
                        });
    }

    /** Opens the channel, with a first frame; what comes back goes to the sink. */
    void open(Loop reader, ChannelSink sink, byte[] first) {
        var there = served.join();
        there.loop().execute(() -> there.acceptor().accept(new End(reader, sink)).frame(first));
    }

    private static final class End implements Channel {

        private final Loop reader;
        private final ChannelSink sink;
        private final AtomicInteger underWay = new AtomicInteger();

        private End(Loop reader, ChannelSink sink) {
            this.reader = reader;
            this.sink = sink;
        }

        @Override
        public NodeId peer() {
            return Samples.ME;
        }

        @Override
        public Caller caller() {
            return new Caller(Samples.ME, Role.MANAGER);
        }

        @Override
        public boolean send(byte[] frame) {
            if (underWay.addAndGet(frame.length) > ROOM) {
                underWay.addAndGet(-frame.length);
                return false;
            }
            reader.execute(
                    () -> {
                        sink.frame(frame);
                        underWay.addAndGet(-frame.length);
                    });
            return true;
        }

        @Override
        public void close(String reason) {
            reader.execute(() -> sink.closed(reason));
        }
    }
}
