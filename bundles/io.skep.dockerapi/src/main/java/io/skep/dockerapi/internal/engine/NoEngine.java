package io.skep.dockerapi.internal.engine;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.skep.seam.Cancellable;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A machine without a Docker Engine. */
public final class NoEngine implements EngineLink {

    /** Nothing to set up. */
    public NoEngine() {}

    @Override
    public boolean present() {
        return false;
    }

    @Override
    public CompletionStage<EngineAnswer> call(
            String method, String uri, Map<String, String> headers, byte[] body) {
        return CompletableFuture.failedFuture(new IOException("this node has no Docker Engine"));
    }

    @Override
    public CompletionStage<EngineAnswer> work(
            String method, String uri, Map<String, String> headers, byte[] body) {
        return call(method, uri, headers, body);
    }

    @Override
    public void pass(ChannelHandlerContext client, HttpRequest head) {
        throw new IllegalStateException("this node has no Docker Engine");
    }

    @Override
    public Cancellable stream(String uri, RecordSink sink) {
        sink.end();
        return () -> {};
    }
}
