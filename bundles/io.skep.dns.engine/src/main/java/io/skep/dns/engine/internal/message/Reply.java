package io.skep.dns.engine.internal.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.util.NetUtil;
import io.skep.dns.spi.Answer;
import java.nio.charset.StandardCharsets;

/** Writes answers. Source: RFC 1035 4.1, RFC 6891 6.1. */
public final class Reply {

    /** Nothing is wrong. */
    public static final int NO_ERROR = 0;

    /** The question cannot be read. */
    public static final int FORMAT_ERROR = 1;

    /** Whoever should know does not answer. */
    public static final int SERVER_FAILURE = 2;

    /** There is no such name. */
    public static final int NO_SUCH_NAME = 3;

    /** Nobody answers such questions here. */
    public static final int NOT_IMPLEMENTED = 4;

    /** Too many questions. */
    public static final int REFUSED = 5;

    /**
     * Seconds that an answer may be kept. Docker says 600; tasks come and go faster than that, and
     * asking costs nothing.
     */
    private static final int TTL = 5;

    private static final int ANSWER = 0x8000;
    private static final int AUTHORITATIVE = 0x0400;
    private static final int TRUNCATED = 0x0200;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int RECURSION_AVAILABLE = 0x0080;
    private static final int POINTER_TO_QUESTION = 0xC000 | Query.HEADER;
    private static final int INTERNET = 1;
    private static final int OUR_SIZE = 1232;
    private static final int EXTENSION = 11;

    private Reply() {}

    /** Only a code. */
    public static ByteBuf code(ByteBufAllocator buffers, Query query, int code) {
        return written(buffers, query, code, Answer.EMPTY, Integer.MAX_VALUE);
    }

    /** Only a code, to what could not be read. */
    public static ByteBuf code(ByteBufAllocator buffers, MalformedQuery query) {
        var reply = buffers.buffer(Query.HEADER);
        reply.writeShort(query.id()).writeShort(ANSWER | query.code());
        return reply.writeZero(Query.HEADER - 4);
    }

    /**
     * An answer.
     *
     * @param limit bytes; what is longer is cut off, and says so
     */
    public static ByteBuf answer(ByteBufAllocator buffers, Query query, Answer answer, int limit) {
        return written(buffers, query, NO_ERROR, answer, limit);
    }

    private static ByteBuf written(
            ByteBufAllocator buffers, Query query, int code, Answer answer, int limit) {
        var reply = buffers.buffer();
        reply.writeShort(query.id()).writeShort(0);
        reply.writeShort(1).writeShort(0).writeShort(0).writeShort(query.extended() ? 1 : 0);
        reply.writeBytes(query.section());
        int room = limit - reply.writerIndex() - (query.extended() ? EXTENSION : 0);
        int answers = answers(reply, query, answer, room);
        var cut = answer instanceof Answer.Addresses all && answers < all.addresses().size();
        reply.setShort(6, answers);
        reply.setShort(2, flags(query, code, cut));
        if (query.extended()) {
            reply.writeByte(0).writeShort(DnsRecordType.OPT.intValue()).writeShort(OUR_SIZE);
            reply.writeInt(0).writeShort(0);
        }
        return reply;
    }

    private static int flags(Query query, int code, boolean cut) {
        return ANSWER
                | (code == NO_ERROR ? AUTHORITATIVE : 0)
                | (cut ? TRUNCATED : 0)
                | query.flags() & RECURSION_DESIRED
                | RECURSION_AVAILABLE
                | code;
    }

    private static int answers(ByteBuf reply, Query query, Answer answer, int room) {
        if (answer instanceof Answer.Name name) {
            record(reply, query, labels(name.name()));
            return 1;
        }
        if (!(answer instanceof Answer.Addresses all)) {
            return 0;
        }
        int written = 0;
        int left = room;
        for (var address : all.addresses()) {
            var bytes = NetUtil.createByteArrayFromIpAddressString(address);
            left -= bytes.length + 12;
            if (left < 0) {
                return written;
            }
            record(reply, query, bytes);
            written++;
        }
        return written;
    }

    private static void record(ByteBuf reply, Query query, byte[] data) {
        reply.writeShort(POINTER_TO_QUESTION).writeShort(query.type().intValue());
        reply.writeShort(INTERNET).writeInt(TTL).writeShort(data.length).writeBytes(data);
    }

    private static byte[] labels(String name) {
        var text = Unpooled.buffer();
        for (var label : name.split("\\.")) {
            var bytes = label.getBytes(StandardCharsets.US_ASCII);
            text.writeByte(Math.min(bytes.length, 63))
                    .writeBytes(bytes, 0, Math.min(bytes.length, 63));
        }
        return ByteBufUtil.getBytes(text.writeByte(0));
    }
}
