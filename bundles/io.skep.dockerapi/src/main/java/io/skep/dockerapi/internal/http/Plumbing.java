package io.skep.dockerapi.internal.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.skep.dockerapi.internal.engine.EngineLink;
import java.util.concurrent.TimeUnit;

/**
 * What every connection of a client passes through.
 *
 * @param open where connections are known until they end
 * @param answers who answers
 * @param engine who answers for containers
 * @param patience how long is waited for others
 */
record Plumbing(
        ChannelGroup open, Answers answers, EngineLink engine, UnixServer.Patience patience) {

    private static final int MAX_LINE = 64 << 10;
    private static final int MAX_HEADERS = 64 << 10;
    private static final int CHUNK = 64 << 10;

    /** Puts it behind whatever the channel has already. */
    void lay(Channel channel) {
        lay(channel, new ChannelHandler[0]);
    }

    /** The same, with somebody who stands before the client. */
    void lay(Channel channel, ChannelHandler... before) {
        var http =
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(MAX_LINE)
                        .setMaxHeaderSize(MAX_HEADERS)
                        .setMaxChunkSize(CHUNK);
        var silence = patience.silence().toMillis();
        var head = new HeadDeadline(patience.head());
        open.add(channel);
        channel.pipeline()
                .addLast(new IdleStateHandler(silence, 0, 0, TimeUnit.MILLISECONDS))
                .addLast(head)
                .addLast(new HttpServerCodec(http))
                .addLast(head.over())
                .addLast(new HttpServerKeepAliveHandler())
                .addLast(new Turnstile())
                .addLast(before)
                .addLast(new Client(answers, engine));
    }
}
