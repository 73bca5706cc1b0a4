package io.skep.dockerapi.internal.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.skep.access.Bodies;
import io.skep.access.Caller;
import io.skep.access.Denial;
import io.skep.access.Rules;
import io.skep.access.Verdict;
import io.skep.dockerapi.internal.guard.Inspector;
import io.skep.dockerapi.internal.guard.Ledger;
import io.skep.dockerapi.internal.route.Reply;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a client that came over TCP: lets through what its role allows, and sees that it is
 * written down. Requests come one at a time. Everything happens on the channel's event loop.
 */
final class Warden extends ChannelDuplexHandler {

    private final Caller caller;
    private final Judging judging;
    private final Ledger ledger;
    private final ArrayDeque<Object> held = new ArrayDeque<>();
    private Stage stage = Stage.PASSING;
    private Ledger.@Nullable Entry open;
    private @Nullable Gathered gathered;
    private String address = "";

    Warden(Caller caller, Judging judging, Ledger ledger) {
        this.caller = caller;
        this.judging = judging;
        this.ledger = ledger;
    }

    /**
     * By what it judges.
     *
     * @param answers know what a path means
     * @param inspector looks at what the engine has
     */
    record Judging(Answers answers, Inspector inspector) {}

    /** What happens to what comes in. */
    private enum Stage {
        PASSING,
        GATHERING,
        HOLDING,
        DROPPING
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        address = Addresses.text(ctx.channel().remoteAddress());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest head) {
            begin(ctx, head);
            return;
        }
        switch (stage) {
            case PASSING -> ctx.fireChannelRead(message);
            case HOLDING -> held.add(message);
            case GATHERING -> gather(ctx, message);
            case DROPPING -> drop(message);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest head) {
        open = new Ledger.Entry(caller, address, head.method().name(), head.uri());
        stage = Stage.PASSING;
        var verdict = Rules.judge(caller.role(), judging.answers().asked(head));
        if (verdict instanceof Verdict.Denied denied) {
            stage = Stage.DROPPING;
            answer(ctx, head, denied(denied.reason()));
        } else if (verdict instanceof Verdict.Read read) {
            stage = Stage.GATHERING;
            gathered = new Gathered(head, read);
            gathered.invite(ctx);
        } else if (verdict instanceof Verdict.Look look) {
            held.add(head);
            hold(ctx, head, judging.inspector().look(look));
        } else {
            ctx.fireChannelRead(head);
        }
    }

    private void drop(Object message) {
        if (message instanceof LastHttpContent) {
            stage = Stage.PASSING;
        }
        ReferenceCountUtil.release(message);
    }

    private void gather(ChannelHandlerContext ctx, Object message) {
        var request = gathered;
        try {
            if (request == null
                    || !(message instanceof HttpContent content)
                    || !request.take(content)) {
                ctx.close();
            } else if (message instanceof LastHttpContent) {
                gathered = null;
                judge(ctx, request);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void judge(ChannelHandlerContext ctx, Gathered request) {
        var judged = Bodies.judge(request.kind(), request.body());
        var inspector = judging.inspector();
        held.addAll(request.rewritten(judged.bytes()));
        hold(
                ctx,
                request.head(),
                judged.denied().isEmpty()
                        ? inspector
                                .container(request.container() + judged.container())
                                .thenCompose(
                                        found ->
                                                found.isPresent()
                                                        ? now(found.get())
                                                        : inspector.networks(judged.networks()))
                        : now(denied(reaching(judged.denied()))));
    }

    private static CompletionStage<Optional<Reply>> now(Reply reply) {
        return CompletableFuture.completedFuture(Optional.of(reply));
    }

    private static String reaching(String field) {
        return "what reaches out of a container is for administrators: " + field;
    }

    private Reply denied(String reason) {
        return Reply.error(403, Denial.text(caller.role(), reason));
    }

    /** Nothing more is read until it is known whether the request goes on. */
    private void hold(
            ChannelHandlerContext ctx, HttpRequest head, CompletionStage<Optional<Reply>> looked) {
        stage = Stage.HOLDING;
        ctx.channel().config().setAutoRead(false);
        looked.whenCompleteAsync(
                (reply, failure) -> {
                    if (ctx.channel().isActive()) {
                        ctx.channel().config().setAutoRead(true);
                        release(ctx, head, failure == null ? reply : failed(failure));
                    }
                },
                ctx.executor());
    }

    private static Optional<Reply> failed(Throwable failure) {
        return Optional.of(Answers.failed(failure));
    }

    private void release(ChannelHandlerContext ctx, HttpRequest head, Optional<Reply> instead) {
        stage = instead.isPresent() ? Stage.DROPPING : Stage.PASSING;
        instead.ifPresent(reply -> answer(ctx, head, reply));
        while (!held.isEmpty()) {
            var message = held.poll();
            if (instead.isEmpty()) {
                ctx.fireChannelRead(message);
            } else {
                drop(message);
            }
        }
        ctx.fireChannelReadComplete();
    }

    private void answer(ChannelHandlerContext ctx, HttpRequest head, Reply reply) {
        if (reply instanceof Reply.Whole whole) {
            var response = Written.of(head, whole);
            // whether a body follows then, nobody can tell
            if (head.headers().contains(HttpHeaderNames.EXPECT)) {
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
            note(response);
            ctx.writeAndFlush(response);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response && isLast(response.status())) {
            note(response);
        }
        ctx.write(message, promise);
    }

    private static boolean isLast(HttpResponseStatus status) {
        return status.codeClass() != HttpStatusClass.INFORMATIONAL
                || status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    }

    private void note(HttpResponse response) {
        close(
                isDenial(response) ? Ledger.Verdict.DENIED : Ledger.Verdict.ALLOWED,
                response.status().code());
    }

    private static boolean isDenial(HttpResponse response) {
        return response.status().equals(HttpResponseStatus.FORBIDDEN)
                && response instanceof FullHttpResponse whole
                && Denial.in(ByteBufUtil.getBytes(whole.content()));
    }

    private void close(Ledger.Verdict verdict, int status) {
        var entry = open;
        if (entry != null) {
            open = null;
            ledger.close(entry, verdict, status);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        close(Ledger.Verdict.CUT, 0);
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }
}
