package io.skep.dockerapi.internal.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;

/** Cuts an endless answer into lines. */
final class RecordReader extends SimpleChannelInboundHandler<HttpObject> {

    /** A record longer than this ends the stream: no event is. */
    private static final int MAX_RECORD = 1 << 20;

    private final FullHttpRequest request;
    private final RecordSink sink;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private boolean over;

    RecordReader(FullHttpRequest request, RecordSink sink) {
        this.request = request;
        this.sink = sink;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(request);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
        boolean wrong = part instanceof HttpResponse answer && answer.status().code() != 200;
        if (wrong || part.decoderResult().isFailure()) {
            end(ctx);
        } else if (part instanceof HttpContent content) {
            cut(content.content());
            if (part instanceof LastHttpContent || begun.size() > MAX_RECORD) {
                end(ctx);
            }
        }
    }

    // also when there was no connection at all
    @Override
    public void channelUnregistered(ChannelHandlerContext ctx) {
        end(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        end(ctx);
    }

    private void end(ChannelHandlerContext ctx) {
        ctx.close();
        if (!over) {
            over = true;
            sink.end();
        }
    }

    private void cut(ByteBuf bytes) {
        int length = bytes.bytesBefore((byte) '\n');
        while (length >= 0 && !over) {
            append(bytes, length);
            bytes.skipBytes(1);
            if (begun.size() > 0) {
                sink.record(begun.toByteArray());
            }
            begun.reset();
            length = bytes.bytesBefore((byte) '\n');
        }
        append(bytes, bytes.readableBytes());
    }

    private void append(ByteBuf bytes, int length) {
        begun.writeBytes(ByteBufUtil.getBytes(bytes.readSlice(length)));
    }
}
