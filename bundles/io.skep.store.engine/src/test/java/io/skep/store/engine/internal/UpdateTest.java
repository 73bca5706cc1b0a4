package io.skep.store.engine.internal;

import static io.skep.store.engine.internal.Rig.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.Change;
import io.skep.model.ConfigId;
import io.skep.model.Kind;
import io.skep.model.Part;
import io.skep.model.Writer;
import io.skep.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an update may write, and when it is answered. */
class UpdateTest {

    @TempDir private Path directory;
    private Rig rig;

    @SuppressWarnings("NullAway.Init")
    UpdateTest() {}

    @BeforeEach
    void start() {
        rig = Rig.alone(directory);
    }

    @AfterEach
    void nothingFailed() {
        rig.assertNothingFailed();
    }

    @Test
    void completesWhenTheChangeIsVisible() {
        var seen = rig.a().write("x").thenApply(done -> rig.a().has("x"));

        rig.pass(Rig.SOON);

        assertEquals("true", outcome(seen));
    }

    @Test
    void theDraftShowsWhatWasPut() {
        var seen =
                rig.a()
                        .update(
                                Writer.CONTROL,
                                draft -> {
                                    Samples.putConfig(draft, "x");
                                    var one = draft.configs().size();
                                    draft.remove(Kind.CONFIG, new ConfigId("x"));
                                    return one + " then " + draft.configs().size();
                                });

        rig.pass(Rig.SOON);

        assertEquals("1 then 0", outcome(seen));
    }

    @Test
    void partsHaveTheVersionTheyWereDraftedWith() {
        var drafted =
                rig.a()
                        .update(
                                Writer.CONTROL,
                                draft -> {
                                    Samples.putConfig(draft, "x");
                                    return draft.configs().get("x").orElseThrow().spec().version();
                                });
        rig.pass(Rig.SOON);

        var stored = rig.a().state().configs().get("x").orElseThrow().spec();
        assertEquals(drafted.join(), stored.version());
        assertEquals(stored.version(), rig.a().state().index());
    }

    @Test
    void anEmptyDraftCommitsNothing() {
        var before = rig.group.lastIndex();

        var result = rig.a().update(Writer.CONTROL, draft -> "looked");
        rig.pass(Rig.SOON);

        assertEquals("looked", outcome(result));
        assertEquals(before, rig.group.lastIndex());
    }

    @Test
    void removingWhatIsNotThereCommitsNothing() {
        var before = rig.group.lastIndex();

        var result =
                rig.a()
                        .update(
                                Writer.CONTROL,
                                draft -> {
                                    draft.remove(Kind.CONFIG, new ConfigId("x"));
                                    return "done";
                                });
        rig.pass(Rig.SOON);

        assertEquals("done", outcome(result));
        assertEquals(before, rig.group.lastIndex());
    }

    @Test
    void whatTheBodyThrowsFailsTheUpdateUnchanged() {
        var thrown = new IllegalArgumentException("no");

        var result =
                rig.a()
                        .update(
                                Writer.CONTROL,
                                draft -> {
                                    Samples.putConfig(draft, "x");
                                    throw thrown;
                                });
        rig.pass(Rig.SOON);

        assertSame(thrown, assertThrows(CompletionException.class, result::join).getCause());
        assertFalse(rig.a().has("x"));
    }

    @Test
    void STO_2_refusesAPartOfAnotherWriter() {
        for (var change : Samples.everyPart()) {
            var put = (Change.Put) change;
            for (var writer : Writer.values()) {
                var result = rig.a().update(writer, draft -> Samples.put(draft, put));
                rig.pass(Rig.SOON);
                assertEquals(
                        writer == put.part().writer() ? "put" : "WRONG_WRITER",
                        outcome(result),
                        writer + " puts " + put.part().name());
            }
        }
    }

    @Test
    void STO_2_onlyThePlannerRemovesTasksAndOnlyControlTheRest() {
        for (var kind : Kind.values()) {
            for (var writer : Writer.values()) {
                var result =
                        rig.a()
                                .update(
                                        writer,
                                        draft -> {
                                            draft.remove(kind, Samples.TASK);
                                            return "removed";
                                        });
                rig.pass(Rig.SOON);
                var may = kind == Kind.TASK ? Writer.PLANNER : Writer.CONTROL;
                assertEquals(
                        writer == may ? "removed" : "WRONG_WRITER",
                        outcome(result),
                        writer + " removes " + kind);
            }
        }
    }

    @Test
    void STO_2_aRefusalTheBodySwallowsFailsTheUpdateAllTheSame() {
        var result =
                rig.a()
                        .update(
                                Writer.PLANNER,
                                draft -> {
                                    assertThrows(
                                            StoreException.class,
                                            () -> Samples.putConfig(draft, "x"));
                                    return "went on";
                                });
        rig.pass(Rig.SOON);

        assertEquals("WRONG_WRITER", outcome(result));
    }

    @Test
    void STO_2_takes200ChangesAndNotOneMore() {
        assertEquals("done", outcome(many(200)));
        assertEquals("TOO_LARGE", outcome(many(201)));
        assertEquals(200, rig.a().state().configs().size());
    }

    private CompletableFuture<String> many(int count) {
        var result =
                rig.a()
                        .update(
                                Writer.CONTROL,
                                draft -> {
                                    for (int i = 0; i < count; i++) {
                                        Samples.putConfig(draft, "c" + i);
                                    }
                                    return "done";
                                });
        rig.pass(Rig.SOON);
        return result;
    }

    @Test
    void STO_2_takesOneAndAHalfMebibytesAndNotMore() {
        assertEquals("done", outcome(large(3 * 430_000)));
        assertEquals("TOO_LARGE", outcome(large(3 * 460_000)));
        assertTrue(rig.a().has("c2"));
    }

    private CompletableFuture<String> large(int bytes) {
        var result =
                rig.a()
                        .update(
                                Writer.CONTROL,
                                draft -> {
                                    for (int i = 0; i < 3; i++) {
                                        draft.put(
                                                Part.CONFIG_SPEC,
                                                new ConfigId("c" + i),
                                                Samples.config("c" + i, bytes / 3));
                                    }
                                    return "done";
                                });
        rig.pass(Rig.SOON);
        return result;
    }

    @Test
    void STO_3_aViewNeverChanges() {
        var before = rig.a().store.view();

        rig.a().write("x");
        rig.pass(Rig.SOON);

        assertEquals(0, before.configs().size());
        assertTrue(rig.a().has("x"));
    }

    @Test
    void isClosedAndEmptyBeforeTheDutyStartsAndAfterItStopped() {
        rig.a().write("x");
        rig.pass(Rig.SOON);
        rig.a().stop();

        assertEquals("CLOSED", outcome(rig.a().write("y")));
        assertEquals("CLOSED", outcome(rig.a().read()));
        assertEquals(0, rig.a().store.view().configs().size());
        assertFalse(rig.a().store.leading());

        rig.a().start();
        rig.pass(Rig.SOON);
        assertTrue(rig.a().has("x"));
    }

    @Test
    void keepsWhatWasAcknowledgedAcrossACrash() {
        rig.a().write("x");
        rig.pass(Rig.SOON);
        var before = rig.a().state().configs().get("x");

        rig.a().crash();
        rig.a().start();
        rig.pass(Duration.ofSeconds(1));

        assertEquals(before, rig.a().state().configs().get("x"));
        assertTrue(rig.a().leads());
    }
}
