package io.skep.dockerapi.internal.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.skep.access.Verdict;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** A request whose body is read before it goes on. */
final class Gathered {

    private static final int MAX_BODY = 8 << 20;

    private final HttpRequest head;
    private final Verdict.Read read;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Gathered(HttpRequest head, Verdict.Read read) {
        this.head = head;
        this.read = read;
    }

    HttpRequest head() {
        return head;
    }

    Verdict.Body kind() {
        return read.kind();
    }

    /** Whom the path names; empty for nobody. */
    String container() {
        return read.container();
    }

    byte[] body() {
        return body.toByteArray();
    }

    /** Lets a client go on that waits for it. */
    void invite(ChannelHandlerContext ctx) {
        if (HttpUtil.is100ContinueExpected(head)) {
            ctx.writeAndFlush(
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
            head.headers().remove(HttpHeaderNames.EXPECT);
        }
    }

    /** Takes a part; whether there may be more. */
    boolean take(HttpContent content) {
        var bytes = content.content();
        if (content.decoderResult().isFailure() || body.size() + bytes.readableBytes() > MAX_BODY) {
            return false;
        }
        body.writeBytes(ByteBufUtil.getBytes(bytes));
        return true;
    }

    /** The request with another body. */
    List<Object> rewritten(byte[] other) {
        var request =
                new DefaultHttpRequest(
                        head.protocolVersion(), head.method(), head.uri(), head.headers().copy());
        request.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
        request.headers().remove(HttpHeaderNames.TRAILER);
        request.headers().set(HttpHeaderNames.CONTENT_LENGTH, other.length);
        return List.of(request, new DefaultLastHttpContent(Unpooled.wrappedBuffer(other)));
    }
}
