package io.skep.dns.engine.internal.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.skep.dns.spi.Answer;
import io.skep.dns.spi.Question;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueryTest {

    private static final int A = 1;
    private static final int PTR = 12;

    @Test
    void readsANameWhateverItsLetters() {
        var query = Query.of(asked(7, "Web.Back", A));

        assertEquals(7, query.id());
        assertEquals(new Question("web.back", Question.Kind.IPV4, 3), query.question(3));
    }

    @Test
    void readsAddressesTurnedRound() {
        var four = Query.of(asked(1, "3.9.0.10.in-addr.arpa", PTR));
        var six =
                Query.of(
                        asked(
                                1,
                                "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f.ip6.arpa",
                                PTR));

        assertEquals("10.0.9.3", four.question(0).name());
        assertEquals("fd00::1", six.question(0).name());
    }

    @Test
    void sendsAddressesInFewBytes() {
        var query = Query.of(asked(7, "web", A));
        var all = IntStream.range(0, 30).mapToObj(i -> "10.0.9." + i).toList();

        var reply = answered(query, all, 512);

        assertEquals(30, reply.getUnsignedShort(6));
        assertEquals(0, reply.getUnsignedShort(2) & 0x0200);
        assertTrue(reply.readableBytes() <= 512);
    }

    @Test
    void saysThatSomethingIsCutOff() {
        var query = Query.of(asked(7, "web", A));
        var all = IntStream.range(0, 200).mapToObj(i -> "10.0.9." + i).toList();

        var reply = answered(query, all, 512);

        assertTrue(reply.readableBytes() <= 512);
        assertEquals(0x0200, reply.getUnsignedShort(2) & 0x0200);
        assertEquals(200, answered(query, all, Integer.MAX_VALUE).getUnsignedShort(6));
    }

    @Test
    void answersInTheLettersOfTheQuestion() {
        var asked = asked(7, "WeB", A);
        var section = asked.copy(12, asked.readableBytes() - 12);

        var reply = answered(Query.of(asked), List.of("10.0.9.1"), 512);

        assertEquals(section, reply.slice(12, section.readableBytes()));
    }

    @Test
    void isSilentToAnswersSoThatServersDoNotTalkForEver() {
        var answer = asked(7, "web", A).setShort(2, 0x8180);

        assertTrue(assertThrows(MalformedQuery.class, () -> Query.of(answer)).silent());
    }

    @Test
    void refusesEveryBrokenMessageAndNothingElse() {
        var random = new Random(42);
        for (int i = 0; i < 100_000; i++) {
            var message = asked(i & 0xffff, "web.back", A);
            for (int flips = random.nextInt(6); flips >= 0; flips--) {
                message.setByte(random.nextInt(message.readableBytes()), random.nextInt(256));
            }
            var cut = message.slice(0, random.nextInt(message.readableBytes() + 1));
            try {
                Query.of(cut).question(i);
            } catch (MalformedQuery expected) {
                continue;
            }
        }
    }

    private static ByteBuf answered(Query query, List<String> addresses, int limit) {
        return Reply.answer(
                UnpooledByteBufAllocator.DEFAULT, query, new Answer.Addresses(addresses), limit);
    }

    private static ByteBuf asked(int id, String name, int type) {
        var message = Unpooled.buffer();
        message.writeShort(id).writeShort(0x0100).writeShort(1).writeZero(6);
        for (var label : name.split("\\.")) {
            message.writeByte(label.length());
            message.writeCharSequence(label, java.nio.charset.StandardCharsets.US_ASCII);
        }
        return message.writeByte(0).writeShort(type).writeShort(1);
    }
}
