package io.skep.dockerapi.internal.engine;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.skep.seam.Cancellable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The Docker Engine at setting {@code docker.host}. One connection for each request. */
public final class LocalEngine implements EngineLink, AutoCloseable {

    /**
     * How much is waited for.
     *
     * @param patience for the answer to a call
     * @param pause between two looks for the engine
     * @param bytes of the answer to a call
     */
    record Bounds(Duration patience, Duration pause, int bytes) {}

    private static final Bounds BOUNDS =
            new Bounds(Duration.ofSeconds(20), Duration.ofSeconds(2), 32 << 20);

    private final EventLoopGroup group;
    private final Dialer dialer;
    private final Presence presence;
    private final Bounds bounds;

    /** On the event loops of a server, which closes them after this. */
    public LocalEngine(String host, EventLoopGroup group) {
        this(host, group, BOUNDS);
    }

    LocalEngine(String host, EventLoopGroup group, Bounds bounds) {
        this.group = group;
        this.bounds = bounds;
        this.dialer = new Dialer(EngineAddress.parse(host));
        this.presence =
                new Presence(
                        uri -> call("GET", uri, Map.of(), new byte[0]),
                        group.next(),
                        bounds.pause());
    }

    /** Begins to look for the engine. */
    public void start() {
        presence.start();
    }

    @Override
    public void close() {
        presence.close();
    }

    @Override
    public boolean present() {
        return presence.range().isPresent();
    }

    @Override
    public CompletionStage<EngineAnswer> call(
            String method, String uri, Map<String, String> headers, byte[] body) {
        var request = Call.request(method, fitting(uri), headers, body);
        return Call.start(dialer, group.next(), request, bounds.patience(), bounds.bytes());
    }

    @Override
    public CompletionStage<EngineAnswer> work(
            String method, String uri, Map<String, String> headers, byte[] body) {
        var request = Call.request(method, fitting(uri), headers, body);
        return Call.start(dialer, group.next(), request, WORKING, bounds.bytes());
    }

    @Override
    public void pass(ChannelHandlerContext client, HttpRequest head) {
        var passage = new Passage(client, Framing.ask(head, fitting(head.uri())));
        var answer = new AnswerSide(client, passage, head);
        passage.enter();
        var dialled = dialer.dial(client.channel().eventLoop(), answer);
        dialled.addListener(
                (ChannelFutureListener)
                        connected -> {
                            if (connected.isSuccess()) {
                                passage.connected(connected.channel());
                            } else {
                                presence.lost();
                                answer.refuse(
                                        HttpResponseStatus.SERVICE_UNAVAILABLE,
                                        "Cannot connect to the Docker Engine of this node");
                            }
                        });
    }

    /** A request in a version that the engine speaks. */
    private String fitting(String uri) {
        return presence.range().map(range -> range.fit(uri)).orElse(uri);
    }

    @Override
    public Cancellable stream(String uri, RecordSink sink) {
        var request = Call.request("GET", fitting(uri), Map.of(), new byte[0]);
        var dialled = dialer.dial(group.next(), new RecordReader(request, sink));
        return () -> dialled.channel().close();
    }
}
