package io.skep.dockerapi.internal.guard;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.skep.access.Denial;
import io.skep.access.Role;
import io.skep.control.Refusal;
import io.skep.dockerapi.internal.engine.EngineAnswer;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.engine.RecordSink;
import io.skep.seam.Cancellable;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The local engine for pages that show what it has: its own networks are for administrators. */
public record LookOnly(EngineLink engine, Role role) implements EngineLink {

    @Override
    public boolean present() {
        return engine.present();
    }

    @Override
    public CompletionStage<EngineAnswer> call(
            String method, String uri, Map<String, String> headers, byte[] body) {
        return method.equals("GET") ? engine.call(method, uri, headers, body) : denied();
    }

    @Override
    public CompletionStage<EngineAnswer> work(
            String method, String uri, Map<String, String> headers, byte[] body) {
        return method.equals("GET") ? engine.work(method, uri, headers, body) : denied();
    }

    private CompletionStage<EngineAnswer> denied() {
        var text = Denial.text(role, "networks of an engine of its own are for administrators");
        return CompletableFuture.failedFuture(new Refusal(Refusal.Code.FORBIDDEN, text));
    }

    @Override
    public void pass(ChannelHandlerContext client, HttpRequest head) {
        throw new IllegalStateException("pages pass nothing on: " + head.uri());
    }

    @Override
    public Cancellable stream(String uri, RecordSink sink) {
        return engine.stream(uri, sink);
    }
}
