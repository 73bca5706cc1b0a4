package io.skep.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.sim.SimKernel;
import io.skep.itests.sim.SimSeams;
import io.skep.lifecycle.Lamp.Fault;
import io.skep.lifecycle.Lamp.Maker;
import io.skep.lifecycle.Lamp.Switch;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocketTest {

    private final SimKernel kernel = new SimKernel(1);
    private final SimSeams seams = kernel.node("n");
    private final Loop loop = seams.loop("host");
    private final List<String> diary = new ArrayList<>();
    private final Diarist room = new Diarist(seams, loop, diary);
    private final Socket<Lamp, Switch> socket = new Socket<>("light", loop, seams.time(), room);

    @AfterEach
    void noStepFailed() {
        assertEquals(List.of(), seams.failures());
    }

    @Test
    void opensTheWantedPlugAndNoOther() {
        bind("oil", "gas");
        socket.want("gas");
        kernel.settle();

        assertEquals(List.of("gas open", "gas activate 1 from none", "live gas 1"), diary);
        assertEquals(List.of("oil available 0", "gas live 1"), states());
    }

    @Test
    void waitsUntilTheWantedPlugArrives() {
        bind("oil");
        socket.want("gas");
        kernel.settle();
        assertEquals(List.of(), diary);

        bind("gas");

        assertEquals("live gas 1", last());
    }

    @Test
    void swapsUnderAHigherEpochWithTheHandoverOfTheOld() {
        live("oil");
        bind("gas");

        socket.want("gas");
        kernel.settle();

        assertEquals(
                List.of(
                        "gas open",
                        "lost it is replaced by gas 1",
                        "oil quiesce",
                        "gas activate 2 from oil",
                        "live gas 2",
                        "oil close"),
                diary);
    }

    @Test
    void keepsTheOldPlugWhenTheNewOneDoesNotOpen() {
        live("oil");
        bind(Maker.of("gas", diary, Fault.OPEN));

        socket.want("gas");
        kernel.settle();

        assertEquals(List.of("gas open", "failed gas"), diary);
        assertEquals(List.of("oil live 1", "gas failed 0"), states());
        assertEquals("gas does not open", socket.rows().get(1).note());
    }

    @Test
    void goesBackUnderAStillHigherEpochWhenTheNewOneDoesNotActivate() {
        live("oil");
        bind(Maker.of("gas", diary, Fault.ACTIVATE));

        socket.want("gas");
        kernel.settle();

        assertTrue(diary.containsAll(List.of("gas close", "oil resume 3")), diary::toString);
        assertEquals("live oil 3", last());
    }

    @Test
    void goesBackWhenTheProbeFails() {
        live("oil");
        bind(Maker.of("gas", diary, Fault.PROBE));

        socket.want("gas");
        kernel.settle();

        assertEquals("live oil 3", last());
        assertEquals(List.of("oil live 3", "gas failed 0"), states());
        assertEquals("gas is dark", socket.rows().get(1).note());
    }

    @Test
    void goesBackWhenTheNewOneTakesTooLong() {
        live("oil");
        bind(Maker.of("gas", diary, Fault.ACTIVATE_HANGS));

        socket.want("gas");
        kernel.runFor(Duration.ofSeconds(31));

        assertEquals("live oil 3", last());
    }

    @Test
    void goesBackWhenTheOldOneDoesNotBecomeQuiet() {
        live("oil", Fault.QUIESCE_HANGS);
        bind("gas");

        socket.want("gas");
        kernel.runFor(Duration.ofSeconds(11));

        assertFalse(diary.stream().anyMatch(line -> line.startsWith("gas activate")));
        assertEquals("live oil 2", last());
    }

    @Test
    void failsWhenThereIsNoWayBackAndTriesAgainWhenAsked() {
        bind(Maker.of("gas", diary, Fault.ACTIVATE));
        socket.want("gas");
        kernel.runFor(Duration.ofHours(1));
        assertEquals(List.of("gas failed 0"), states());
        assertEquals(1, diary.stream().filter("gas open"::equals).count());

        socket.retry();
        kernel.settle();

        assertTrue(diary.contains("gas activate 2 from none"), "an epoch is never used twice");
    }

    @Test
    void isEmptyWhenTheOldPlugDoesNotResume() {
        live("oil", Fault.RESUME);
        bind(Maker.of("gas", diary, Fault.PROBE));

        socket.want("gas");
        kernel.settle();

        assertTrue(diary.contains("oil close"));
        assertEquals(List.of("oil failed 0", "gas failed 0"), states());
    }

    @Test
    void letsGoOfAPlugWhoseBundleStopsAndTakesNoOther() {
        var oil = live("oil");
        bind("gas");

        var gone = socket.unbind(oil).toCompletableFuture();
        kernel.settle();

        assertTrue(gone.isDone());
        assertEquals(List.of("lost its bundle stopped", "oil quiesce", "oil close"), diary);
        assertEquals(List.of("gas available 0"), states());
    }

    @Test
    void waitsForAStuckPlugNoLongerThanTwoSeconds() {
        var oil = live("oil", Fault.QUIESCE_HANGS, Fault.CLOSE_HANGS);
        var sink = room.lamp().sink();

        var gone = socket.unbind(oil).toCompletableFuture();
        kernel.runFor(Duration.ofMillis(1999));
        assertFalse(gone.isDone());
        kernel.runFor(Duration.ofMillis(1));

        assertTrue(gone.isDone());
        sink.flicker("late");
        assertFalse(diary.contains("flicker late"));
    }

    @Test
    void anUpdatedBundleGetsWhatItsFormerSelfLeft() {
        var former = live("oil");

        socket.unbind(former);
        bind("oil");

        assertEquals(
                List.of(
                        "lost its bundle stopped",
                        "oil quiesce",
                        "oil close",
                        "oil open",
                        "oil activate 2 from oil",
                        "live oil 2"),
                diary);
    }

    @Test
    void goesBackAtOnceWhenTheNewPlugsBundleStopsInTheMiddle() {
        live("oil");
        var gas = Maker.of("gas", diary, Fault.ACTIVATE_HANGS);
        bind(gas);
        socket.want("gas");
        kernel.settle();

        var gone = socket.unbind(gas).toCompletableFuture();
        kernel.settle();

        assertTrue(gone.isDone());
        assertEquals("live oil 3", last());
    }

    @Test
    void aPlugIsMuteBeforeItWorksAndAfterItWasFenced() throws Exception {
        live("oil");
        var oil = room.lamp().sink();
        oil.flicker("early");
        assertEquals("flicker early", last());
        assertEquals("yes", oil.ask().toCompletableFuture().get());
        bind("gas");
        socket.want("gas");
        kernel.settle();

        oil.flicker("late");

        assertFalse(diary.contains("flicker late"));
        assertTrue(oil.ask().toCompletableFuture().isCompletedExceptionally());
        assertThrows(PlugException.class, oil::count);
        assertEquals(oil.toString(), oil.toString());
    }

    @Test
    void closesItsPlugForGood() {
        live("oil");

        var closed = socket.close().toCompletableFuture();
        kernel.settle();
        bind("oil");

        assertTrue(closed.isDone());
        assertEquals("oil close", last());
    }

    @Test
    void closesInTheMiddleOfASwap() {
        live("oil");
        bind(Maker.of("gas", diary, Fault.ACTIVATE_HANGS));
        socket.want("gas");
        kernel.settle();

        var closed = socket.close().toCompletableFuture();
        kernel.settle();

        assertTrue(closed.isDone());
        assertTrue(diary.containsAll(List.of("gas close", "oil close")), diary::toString);
    }

    private Maker live(String name, Fault... faults) {
        var maker = Maker.of(name, diary, faults);
        socket.want(name);
        bind(maker);
        assertEquals("live " + name + " 1", last());
        diary.clear();
        return maker;
    }

    private void bind(String... names) {
        for (var name : names) {
            bind(Maker.of(name, diary));
        }
    }

    private void bind(Maker maker) {
        socket.bind(maker);
        kernel.settle();
    }

    private String last() {
        return diary.get(diary.size() - 1);
    }

    private List<String> states() {
        return socket.rows().stream()
                .map(row -> row.info().name() + " " + row.state() + " " + row.epoch())
                .toList();
    }
}
