package io.skep.dockerapi.internal.http;

import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.skep.dockerapi.internal.route.Reply;

/** Whole answers as HTTP. */
final class Written {

    private static final int NO_CONTENT = 204;

    private Written() {}

    static FullHttpResponse of(HttpRequest head, Reply.Whole whole) {
        var body = head.method().name().equals("HEAD") ? new byte[0] : whole.body();
        var response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(whole.status()),
                        Unpooled.wrappedBuffer(body));
        Marks.put(response);
        if (!whole.type().isEmpty()) {
            response.headers().set(CONTENT_TYPE, whole.type());
        }
        whole.headers().forEach((name, value) -> response.headers().set(name, value));
        if (whole.status() != NO_CONTENT) {
            response.headers().set(CONTENT_LENGTH, body.length);
        }
        return response;
    }
}
