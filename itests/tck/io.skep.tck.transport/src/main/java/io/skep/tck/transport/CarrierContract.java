package io.skep.tck.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.lifecycle.PlugException;
import io.skep.lifecycle.PlugProvider;
import io.skep.tck.transport.Post.Inbox;
import io.skep.transport.spi.Carrier;
import io.skep.transport.spi.Carrier.As;
import io.skep.transport.spi.CarrierSink;
import io.skep.transport.spi.Identity;
import io.skep.transport.spi.Line;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rules of every carrier. */
@Timeout(60)
public abstract class CarrierContract {

    private static final String MANAGER = "swarm-manager";

    private final Authority authority = Authority.create();
    private final Identity one = authority.node("c", "one", MANAGER);
    private final Identity two = authority.node("c", "two", MANAGER);
    private final Post here = Post.working(provider(), Optional.of(one));
    private final Post there = Post.working(provider(), Optional.of(two));

    /** For subclasses. */
    protected CarrierContract() {}

    /** The carrier to try. */
    protected abstract PlugProvider<Carrier, CarrierSink> provider();

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    @Test
    void TRN_1_keepsFramesWholeAndInOrderBothWays() throws Exception {
        var near = here.dial(there.listen(), As.NODE);
        var far = there.next();
        var nearInbox = Inbox.of(near);
        var farInbox = Inbox.of(far);

        for (int i = 1; i <= 2_000; i++) {
            near.send(numbered(i));
            far.send(numbered(-i));
        }

        for (int i = 1; i <= 2_000; i++) {
            assertArrayEquals(numbered(i), farInbox.next());
            assertArrayEquals(numbered(-i), nearInbox.next());
        }
    }

    @Test
    void TRN_2_isFullWhenTheOtherEndDoesNotReadAndWorksAgainWhenItDoes() throws Exception {
        var near = here.dial(there.listen(), As.NODE);
        var far = there.next();
        int sent = 0;
        while (!near.full()) {
            near.send(new byte[1024 * 1024]);
            sent++;
            assertTrue(sent < 100, "never full");
        }

        var inbox = Inbox.of(far);

        for (int i = 0; i < sent; i++) {
            assertEquals(1024 * 1024, inbox.next().length);
        }
        assertFalse(near.full());
    }

    @Test
    void TRN_3_provesWhoIsThereAtBothEnds() throws Exception {
        var near = here.dial(there.listen(), As.NODE);

        assertEquals(two.chain(), near.chain());
        assertEquals(one.chain(), there.next().chain());
    }

    @Test
    void TRN_3_letsNobodyInWithoutTheRightChain() throws Exception {
        var foreign = Authority.create().node("c", "one", MANAGER);
        here.show(Optional.of(Authority.trusting(foreign, authority.root())));

        refused(here, there.listen());

        assertFalse(there.hasLines());
    }

    @Test
    void TRN_3_dialsNobodyWithoutTheRightChain() {
        var foreign = Authority.create().node("c", "two", MANAGER);
        there.show(Optional.of(foreign));
        var address = there.listen();

        assertThrows(CompletionException.class, () -> here.dial(address, As.NODE));
    }

    @Test
    void TRN_4_tellsBothEndsOnceAndAfterTheLastFrame() throws Exception {
        var near = here.dial(there.listen(), As.NODE);
        var farInbox = Inbox.of(there.next());
        var nearInbox = Inbox.of(near);

        near.send(numbered(7));
        near.close("enough");
        near.close("again");

        assertArrayEquals(numbered(7), farInbox.next());
        farInbox.end();
        assertEquals("enough", nearInbox.end());
        assertTrue(farInbox.isEmpty() && nearInbox.isEmpty());
    }

    @Test
    void TRN_4_tellsTheOtherEndWhenTheCarrierCloses() throws Exception {
        var near = Inbox.of(here.dial(there.listen(), As.NODE));
        Inbox.of(there.next());

        there.ask(there.carrier()::close);

        near.end();
    }

    @Test
    void TRN_5_keepsWhatComesBeforeSomebodyReads() throws Exception {
        var near = here.dial(there.listen(), As.NODE);
        near.send(numbered(1));
        near.send(numbered(2));
        var far = there.next();

        var inbox = Inbox.of(far);

        assertArrayEquals(numbered(1), inbox.next());
        assertArrayEquals(numbered(2), inbox.next());
    }

    @Test
    void TRN_6_carriesTheGreatestFrameAndNoGreaterOne() throws Exception {
        var near = here.dial(there.listen(), As.NODE);
        var inbox = Inbox.of(there.next());

        near.send(new byte[Carrier.MAX_FRAME]);

        assertEquals(Carrier.MAX_FRAME, inbox.next().length);
        assertThrows(
                IllegalArgumentException.class, () -> near.send(new byte[Carrier.MAX_FRAME + 1]));
        assertThrows(IllegalArgumentException.class, () -> near.send(new byte[0]));
    }

    @Test
    void TRN_7_failsWhenNobodyListens() {
        var address = there.listen();
        there.ask(there.carrier()::close);

        var failure = assertThrows(CompletionException.class, () -> here.dial(address, As.NODE));

        assertTrue(failure.getCause() instanceof PlugException, "" + failure.getCause());
    }

    @Test
    void TRN_8_dialsAsAStrangerWithoutShowingAnything() throws Exception {
        here.show(Optional.empty());

        var near = here.dial(there.listen(), As.STRANGER);

        assertEquals(two.chain(), near.chain());
        assertEquals(List.of(), there.next().chain());
    }

    @Test
    void TRN_9_keepsLinesWhenItShowsSomethingElse() throws Exception {
        var address = there.listen();
        var near = here.dial(address, As.NODE);
        var far = there.next();
        var renewed = authority.node("c", "one", "swarm-worker");

        here.show(Optional.of(renewed));
        here.dial(address, As.NODE);

        assertEquals(renewed.chain(), there.next().chain());
        near.send(numbered(1));
        assertArrayEquals(numbered(1), Inbox.of(far).next());
    }

    @Test
    void L_4_letsNobodyInWhenQuietAndGivesThePortAway() throws Exception {
        var address = there.listen();
        there.ask(() -> there.carrier().quiesce(Duration.ofSeconds(1)));

        assertThrows(CompletionException.class, () -> here.dial(address, As.NODE));
        try (var next = Post.working(provider(), Optional.of(two))) {
            next.ask(() -> next.carrier().listen(address));
            here.dial(address, As.NODE);
            next.next();
        }
    }

    @Test
    void L_7_closesTwiceAndWhenOnlyOpened() {
        var dormant = new Post(provider());

        dormant.ask(dormant.carrier()::close);
        dormant.close();
        there.ask(there.carrier()::close);
    }

    @Test
    void L_7_closesWithinFiveSecondsThoughTheOtherEndDoesNotRead() throws Exception {
        var near = here.dial(there.listen(), As.NODE);
        there.next();
        for (int i = 0; i < 64; i++) {
            near.send(new byte[1024 * 1024]);
        }
        long begin = System.nanoTime();

        here.ask(here.carrier()::close);

        assertTrue(System.nanoTime() - begin < Duration.ofSeconds(5).toNanos());
    }

    /** A line that the other end refuses may look up for a moment at this one. */
    private static void refused(Post post, String address) throws InterruptedException {
        Line line;
        try {
            line = post.dial(address, As.NODE);
        } catch (CompletionException refused) {
            return;
        }
        Inbox.of(line).end();
    }

    private static byte[] numbered(int number) {
        return ByteBuffer.allocate(4 + Math.abs(number)).putInt(number).array();
    }
}
