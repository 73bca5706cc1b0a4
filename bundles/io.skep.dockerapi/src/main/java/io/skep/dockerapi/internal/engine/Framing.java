package io.skep.dockerapi.internal.engine;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

/** What belongs to one connection of the two, not to request or answer. */
final class Framing {

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private Framing() {}

    /** The client's request as the engine is to see it: alone on its connection. */
    static HttpRequest ask(HttpRequest head, String uri) {
        var request =
                new DefaultHttpRequest(
                        HttpVersion.HTTP_1_1, head.method(), uri, head.headers().copy());
        boolean upgrade = head.headers().contains(HttpHeaderNames.UPGRADE);
        perConnection(request.headers());
        request.headers()
                .remove(HttpHeaderNames.EXPECT)
                .set(
                        HttpHeaderNames.CONNECTION,
                        upgrade ? HttpHeaderValues.UPGRADE : HttpHeaderValues.CLOSE);
        if (!request.headers().contains(HttpHeaderNames.HOST)) {
            request.headers().set(HttpHeaderNames.HOST, "docker");
        }
        return request;
    }

    /** Whether from here on the connection carries something else than HTTP. */
    static boolean upgraded(HttpRequest asked, HttpResponse answer) {
        return answer.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)
                || asked.method().equals(HttpMethod.POST)
                        && answer.status().equals(HttpResponseStatus.OK)
                        && raw(answer);
    }

    /**
     * Makes the engine's answer one for the client's connection.
     *
     * @return whether that connection can be used again
     */
    static boolean fit(HttpResponse answer, HttpRequest asked) {
        boolean old = asked.protocolVersion().equals(HttpVersion.HTTP_1_0);
        boolean open = hasBody(answer, asked) && !HttpUtil.isContentLengthSet(answer);
        if (open) {
            HttpUtil.setTransferEncodingChunked(answer, !old);
        }
        boolean again = HttpUtil.isKeepAlive(asked) && !(open && old);
        perConnection(answer.headers());
        answer.setProtocolVersion(asked.protocolVersion());
        HttpUtil.setKeepAlive(answer, again);
        return again;
    }

    private static boolean hasBody(HttpResponse answer, HttpRequest asked) {
        int status = answer.status().code();
        return status != NO_CONTENT
                && status != NOT_MODIFIED
                && !asked.method().equals(HttpMethod.HEAD);
    }

    // how engines answered before there was a status for it
    private static boolean raw(HttpResponse answer) {
        return !HttpUtil.isContentLengthSet(answer)
                && !HttpUtil.isTransferEncodingChunked(answer)
                && answer.headers().get(HttpHeaderNames.CONTENT_TYPE, "").endsWith("-stream");
    }

    private static void perConnection(HttpHeaders headers) {
        headers.remove(HttpHeaderNames.CONNECTION).remove("Keep-Alive");
    }
}
