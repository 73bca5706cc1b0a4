package io.skep.dns.engine.internal.message;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.util.ReferenceCountUtil;
import io.skep.dns.spi.Question;
import java.util.Locale;

/**
 * A question as it came. Source: RFC 1035 4.1, RFC 6891 6.1.
 *
 * @param id the asker's number
 * @param flags second word of the header
 * @param section the question as it came, to be sent back letter by letter
 * @param name lower case, without the dot at its end
 * @param type what is asked for
 * @param size how large an answer the asker takes by UDP
 * @param extended whether it understands EDNS
 */
public record Query(
        int id,
        int flags,
        byte[] section,
        String name,
        DnsRecordType type,
        int size,
        boolean extended) {

    /** The header's length. */
    static final int HEADER = 12;

    /** What everybody takes by UDP. */
    private static final int LEAST = 512;

    /** More is not sent by UDP, lest it is cut into fragments. Source: DNS flag day 2020 */
    private static final int MOST = 1232;

    private static final int RESPONSE = 0x8000;
    private static final int OPCODE = 0x7800;

    /**
     * Reads a message.
     *
     * @throws MalformedQuery when it is none that can be answered
     */
    public static Query of(ByteBuf message) {
        if (message.readableBytes() < HEADER) {
            throw new MalformedQuery(0, MalformedQuery.SILENCE);
        }
        int id = message.readUnsignedShort();
        int flags = message.readUnsignedShort();
        if ((flags & RESPONSE) != 0) {
            throw new MalformedQuery(id, MalformedQuery.SILENCE); // lest two servers talk for ever
        }
        if ((flags & OPCODE) != 0) {
            throw new MalformedQuery(id, Reply.NOT_IMPLEMENTED);
        }
        int questions = message.readUnsignedShort();
        int others = message.readUnsignedShort() + message.readUnsignedShort();
        int additional = message.readUnsignedShort();
        if (questions != 1 || others != 0 || additional > 2) {
            throw new MalformedQuery(id, Reply.FORMAT_ERROR);
        }
        return body(id, flags, message, additional);
    }

    private static Query body(int id, int flags, ByteBuf message, int additional) {
        try {
            int begin = message.readerIndex();
            var question = DnsRecordDecoder.DEFAULT.decodeQuestion(message);
            var section = new byte[message.readerIndex() - begin];
            message.getBytes(begin, section);
            int size = extension(message, additional);
            return new Query(
                    id,
                    flags,
                    section,
                    bare(question.name()),
                    question.type(),
                    Math.max(LEAST, Math.min(MOST, size)),
                    size > 0);
        } catch (Exception unreadable) {
            throw new MalformedQuery(id, Reply.FORMAT_ERROR);
        }
    }

    /** The size in the EDNS record; 0 when there is none. */
    private static int extension(ByteBuf message, int additional) throws Exception {
        for (int i = 0; i < additional; i++) {
            var record = decoded(message);
            try {
                if (record.type().equals(DnsRecordType.OPT)) {
                    return Math.max(LEAST, record.dnsClass());
                }
            } finally {
                ReferenceCountUtil.release(record);
            }
        }
        return 0;
    }

    private static DnsRecord decoded(ByteBuf message) throws Exception {
        DnsRecord record = DnsRecordDecoder.DEFAULT.decodeRecord(message);
        if (record == null) {
            throw new IllegalArgumentException("a record is cut off");
        }
        return record;
    }

    private static String bare(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** As resolvers see it. */
    public Question question(long turn) {
        if (type.equals(DnsRecordType.A)) {
            return new Question(name, Question.Kind.IPV4, turn);
        }
        if (type.equals(DnsRecordType.AAAA)) {
            return new Question(name, Question.Kind.IPV6, turn);
        }
        return type.equals(DnsRecordType.PTR)
                ? new Question(Reversed.address(name), Question.Kind.POINTER, turn)
                : new Question(name, Question.Kind.OTHER, turn);
    }

    /** Whether the name has one label only: nobody outside can know it. */
    public boolean single() {
        return name.indexOf('.') < 0;
    }

    /** Whether all there is was asked for, which nobody needs. Source: RFC 8482 */
    public boolean greedy() {
        return type.equals(DnsRecordType.ANY)
                || type.equals(DnsRecordType.AXFR)
                || type.equals(DnsRecordType.IXFR);
    }
}
