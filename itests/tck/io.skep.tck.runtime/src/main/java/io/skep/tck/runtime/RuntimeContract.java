package io.skep.tck.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.model.LogRequest;
import io.skep.runtime.spi.Adoption;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.Observed.Phase;
import io.skep.runtime.spi.RuntimeLogs;
import io.skep.runtime.spi.TaskFiles;
import io.skep.seam.Cancellable;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * What every container runtime must do. A test's name says the rule it checks.
 *
 * <p>To judge a runtime, extend this, say how it is {@linkplain #provider opened} and what it can
 * {@linkplain #programs run}.
 */
public abstract class RuntimeContract extends PlugRules {

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(300);

    /** For subclasses. */
    protected RuntimeContract() {}

    @Test
    void describesItsNode() throws Exception {
        var opened = active();

        var facts = ask(opened.plug()::describe);

        assertFalse(facts.hostname().isEmpty(), "host name");
        assertFalse(facts.platform().os().isEmpty(), "operating system");
        assertTrue(facts.resources().nanoCpus() > 0, "processors");
        assertTrue(facts.resources().memoryBytes() > 0, "memory");
        assertTrue(facts.runtimes().contains(provider().info().name()), "its own name");
    }

    @Test
    void refusesNothingItCanRun() {
        var opened = dormant();

        assertEquals("", opened.plug().refusal(workload(programs().sleeps())));
    }

    @Test
    void failsForGoodWhenThereIsNothingToRun() throws Exception {
        var opened = active();
        var failure = refused(() -> opened.plug().prepare(workload(programs().missing())));

        assertFalse(failure.isTemporary(), failure.getMessage());
        assertFalse(failure.getMessage().isEmpty());
    }

    @Test
    void RUN_1_preparesOnlyOnce() throws Exception {
        var opened = active();
        var workload = workload(programs().sleeps());

        var first = prepare(opened, workload);
        var second = ask(() -> opened.plug().prepare(workload));

        assertEquals(first, second);
    }

    @Test
    void RUN_1_startsOnlyOnce() throws Exception {
        var opened = active();
        var handle = prepare(opened, workload(programs().sleeps()));

        var first = ask(() -> opened.plug().start(handle));
        var second = ask(() -> opened.plug().start(handle));

        assertEquals(Phase.RUNNING, first.phase());
        assertEquals(first, second);
    }

    @Test
    void RUN_1_doesNotStartAgainWhatHasEnded() throws Exception {
        var opened = active();
        var handle = start(opened, programs().exitsWith(7));
        lookUntilEnded(opened, handle);

        var again = ask(() -> opened.plug().start(handle));

        assertEquals(Phase.EXITED, again.phase());
        assertEquals(7, again.container().exitCode());
    }

    @Test
    void RUN_1_stopsTwice() throws Exception {
        var opened = active();
        var handle = start(opened, programs().sleeps());

        var first = ask(() -> opened.plug().stop(handle, GRACE));
        var second = ask(() -> opened.plug().stop(handle, GRACE));

        assertEquals(Phase.EXITED, first.phase());
        assertEquals(first, second);
    }

    @Test
    void RUN_1_stopsWhatHasEndedAndKeepsItsCode() throws Exception {
        var opened = active();
        var handle = start(opened, programs().exitsWith(7));
        lookUntilEnded(opened, handle);

        var stopped = ask(() -> opened.plug().stop(handle, GRACE));

        assertEquals(Phase.EXITED, stopped.phase());
        assertEquals(7, stopped.container().exitCode());
    }

    @Test
    void RUN_1_removesTwice() throws Exception {
        var opened = active();
        var handle = start(opened, programs().sleeps());

        ask(() -> opened.plug().remove(handle));
        ask(() -> opened.plug().remove(handle));

        var adoption = ask(() -> opened.plug().adopt(handle));
        assertInstanceOf(Adoption.Gone.class, adoption);
    }

    @Test
    void killsWhatIgnoresTheStopSignalAfterTheGrace() throws Exception {
        var opened = active();
        var handle = start(opened, programs().ignoresStopSignal());

        var stopped = ask(() -> opened.plug().stop(handle, SHORT));

        assertEquals(Phase.EXITED, stopped.phase());
    }

    @Test
    void RUN_2_handlesAreText() throws Exception {
        var first = active();
        var made = prepare(first, workload(programs().sleeps()));
        ask(first.plug()::close);
        var read = new Handle(made.task(), made.runtime(), made.version(), made.token());

        var second = active();
        var adoption = ask(() -> second.plug().adopt(read));

        assertEquals(provider().info().name(), made.runtime());
        assertEquals(Phase.CREATED, adopted(adoption).phase());
    }

    @Test
    void RUN_2_doesNotTouchHandlesOfOthers() throws Exception {
        var opened = active();
        var made = start(opened, programs().sleeps());
        var foreign = new Handle(made.task(), "somebody-else", made.version(), made.token());
        var future = new Handle(made.task(), made.runtime(), made.version() + 1, made.token());

        var ofForeign = ask(() -> opened.plug().adopt(foreign));
        var ofFuture = ask(() -> opened.plug().adopt(future));

        assertInstanceOf(Adoption.Incompatible.class, ofForeign);
        assertInstanceOf(Adoption.Incompatible.class, ofFuture);
    }

    @Test
    void RUN_3_findsWhatItMadeByTheClustersLabel() throws Exception {
        var first = active();
        var made = start(first, programs().sleeps());
        var waiting = prepare(first, workload(programs().sleeps()));
        ask(first.plug()::close);
        var second = active();

        var found = ask(second.plug()::list);

        assertEquals(2, found.size(), found::toString);
        assertTrue(found.containsAll(List.of(made, waiting)), found::toString);
    }

    @Test
    void RUN_4_leavesContainersRunningWhenClosed() throws Exception {
        var first = active();
        var handle = prepare(first, workload(programs().sleeps()));
        var started = ask(() -> first.plug().start(handle));
        ask(first.plug()::close);
        var second = active();

        var adoption = ask(() -> second.plug().adopt(handle));

        assertEquals(started, adopted(adoption));
    }

    @Test
    void RUN_5_reportsAnExitWithItsCode() throws Exception {
        var opened = active();
        var handle = start(opened, programs().exitsWith(7));

        var ended = end(opened, handle);

        assertEquals(7, ended.container().exitCode());
    }

    @Test
    void RUN_5_reportsTheEndOfWhatWasAdopted() throws Exception {
        var first = active();
        var handle = start(first, programs().sleeps());
        ask(first.plug()::close);
        var second = active();
        var seen = adopted(ask(() -> second.plug().adopt(handle)));
        ask(() -> second.plug().stop(handle, GRACE));

        var ended = seen.phase() == Phase.EXITED ? seen : end(second, handle);

        assertEquals(seen.container().containerId(), ended.container().containerId());
    }

    @Test
    void RUN_5_tellsOfAnExitThatNobodyWatched() throws Exception {
        var first = active();
        var handle = start(first, programs().exitsWith(5));
        ask(first.plug()::close);
        var second = active();

        var seen = adopted(ask(() -> second.plug().adopt(handle)));

        var ended = seen.phase() == Phase.EXITED ? seen : end(second, handle);
        assertEquals(5, ended.container().exitCode());
    }

    @Test
    void RUN_6_showsFilesAtTheirTargets() throws Exception {
        var opened = active();
        assumeTrue(opened.plug() instanceof RuntimeLogs, "has no logs");
        var given = Files.createDirectories(directory.resolve("given"));
        Files.createDirectories(given.resolve("run/secrets"));
        Files.writeString(given.resolve("run/secrets/key"), "canary");
        var files = new TaskFiles(given.toString(), List.of("/run/secrets/key"));
        var workload = workload(programs().shows("/run/secrets/key")).with(files);
        assumeTrue(opened.plug().refusal(workload).isEmpty(), "gives no files");

        var handle = prepare(opened, workload);
        ask(() -> opened.plug().start(handle));
        lookUntilEnded(opened, handle);
        var lines = new Lines();
        logs(opened, handle, new LogRequest(true, true, false, null, -1), lines);

        assertEquals("", lines.awaitEnd());
        assertEquals("canary", String.join("", lines.texts()).strip());
    }

    @Test
    void LOGS_giveEveryLineInOrder() throws Exception {
        var opened = active();
        assumeTrue(opened.plug() instanceof RuntimeLogs, "has no logs");
        var handle = start(opened, programs().prints(List.of("one", "two", "three")));
        lookUntilEnded(opened, handle);

        var lines = new Lines();
        logs(opened, handle, new LogRequest(true, true, false, null, -1), lines);

        assertEquals("", lines.awaitEnd());
        assertEquals(List.of("one\n", "two\n", "three\n"), lines.texts());
        assertTrue(lines.lines().stream().allMatch(line -> line.stream() == 1));
        assertEquals(1, lines.ends());
    }

    @Test
    void LOGS_giveTheNewestLinesOnly() throws Exception {
        var opened = active();
        assumeTrue(opened.plug() instanceof RuntimeLogs, "has no logs");
        var handle = start(opened, programs().prints(List.of("one", "two", "three")));
        lookUntilEnded(opened, handle);

        var lines = new Lines();
        logs(opened, handle, new LogRequest(true, true, false, null, 2), lines);

        assertEquals("", lines.awaitEnd());
        assertEquals(List.of("two\n", "three\n"), lines.texts());
    }

    @Test
    void LOGS_followUntilTheContainerEnds() throws Exception {
        var opened = active();
        assumeTrue(opened.plug() instanceof RuntimeLogs, "has no logs");
        var handle = start(opened, programs().prints(List.of("one", "two")));

        var lines = new Lines();
        logs(opened, handle, new LogRequest(true, true, true, null, -1), lines);

        assertEquals("", lines.awaitEnd());
        assertEquals(List.of("one\n", "two\n"), lines.texts());
    }

    @Test
    void L_7_closesAfterALogStreamWasCancelled() throws Exception {
        var before = Traces.now();
        var opened = active();
        assumeTrue(opened.plug() instanceof RuntimeLogs, "has no logs");
        var handle = start(opened, programs().sleeps());

        logs(opened, handle, new LogRequest(true, true, true, null, -1), new Lines()).cancel();
        ask(opened.plug()::close);

        assertEquals(List.of(), leftSince(before));
    }

    @Test
    void LOGS_sayWhyThereAreNone() throws Exception {
        var opened = active();
        assumeTrue(opened.plug() instanceof RuntimeLogs, "has no logs");
        var handle = start(opened, programs().sleeps());
        ask(() -> opened.plug().remove(handle));

        var lines = new Lines();
        logs(opened, handle, new LogRequest(true, true, false, null, -1), lines);

        assertNotEquals("", lines.awaitEnd());
    }

    private Cancellable logs(Opened opened, Handle handle, LogRequest request, Lines lines)
            throws Exception {
        var logs = (RuntimeLogs) opened.plug();
        return ask(() -> CompletableFuture.completedFuture(logs.logs(handle, request, lines)));
    }

    private static Observed adopted(Adoption adoption) {
        return assertInstanceOf(Adoption.Adopted.class, adoption).observed();
    }
}
