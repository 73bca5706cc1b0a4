package io.skep.runtime.docker.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.LogRequest;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.LogDriver;
import io.skep.model.spec.TaskSpec;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.RuntimeLogs;
import io.skep.tck.runtime.Lines;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The output of containers, beyond the kit. */
class LogTest extends DockerBench {

    private static final LogRequest ALL = new LogRequest(true, true, false, null, -1);

    @Test
    void putsLongLinesTogether() throws Exception {
        var lines =
                output(BusyboxPrograms.shell("head -c 40000 /dev/zero | tr '\\0' x; echo; echo y"));

        lines.awaitEnd();

        assertEquals(List.of("x".repeat(40000) + "\n", "y\n"), lines.texts());
    }

    @Test
    void keepsUnfinishedLinesAndOtherAlphabets() throws Exception {
        var lines = output(BusyboxPrograms.shell("printf 'Bienenkörbe ✓\\nrest'"));

        lines.awaitEnd();

        assertEquals(2, lines.texts().size());
        assertEquals("Bienenkörbe ✓\n", lines.texts().get(0));
        assertTrue(lines.texts().get(1).startsWith("rest"));
    }

    @Test
    void tellsTheStreamsApart() throws Exception {
        var spec = BusyboxPrograms.shell("echo out; echo err >&2");
        var opened = active();
        var handle = start(opened, spec);
        lookUntilEnded(opened, handle);

        var onlyErr = new LogRequest(false, true, false, null, -1);
        var lines = read(opened, handle, onlyErr);
        lines.awaitEnd();

        assertEquals(List.of("err\n"), lines.texts());
        assertEquals(2, lines.lines().get(0).stream());
    }

    @Test
    void readsTerminals() throws Exception {
        var spec = Records.with(BusyboxPrograms.shell("echo one; echo two"), "tty", true);

        var lines = output(spec);
        lines.awaitEnd();

        assertEquals(List.of("one\r\n", "two\r\n"), lines.texts());
    }

    @Test
    void startsAtAMoment() throws Exception {
        var opened = active();
        var handle = start(opened, BusyboxPrograms.shell("echo one; sleep 0.2; echo two"));
        lookUntilEnded(opened, handle);
        var all = read(opened, handle, ALL);
        all.awaitEnd();
        var second = all.lines().get(1).at();

        var lines = read(opened, handle, new LogRequest(true, true, false, second, -1));
        lines.awaitEnd();

        assertEquals(List.of("two\n"), lines.texts());
        assertEquals(second, lines.lines().get(0).at());
    }

    @Test
    void followsWhileItRuns() throws Exception {
        var opened = active();
        var handle = start(opened, BusyboxPrograms.shell("echo one; exec sleep 1000"));

        var lines = read(opened, handle, new LogRequest(true, true, true, null, -1));

        assertEquals("one\n", lines.next().text());
        assertEquals(0, lines.ends());
    }

    @Test
    void tellsWhatTheDriverAdds() throws Exception {
        var driver = new LogDriver("json-file", Map.of("env", "COLOUR"));
        var env = List.of("COLOUR=a b,c=d");
        var spec = Records.with(BusyboxPrograms.shell("echo hello world"), "env", env);
        var opened = active();
        var handle =
                prepare(
                        opened,
                        workload(new TaskSpec(spec, null, null, null, List.of(), driver, 0, "")));
        ask(() -> opened.plug().start(handle));
        lookUntilEnded(opened, handle);

        var lines = read(opened, handle, ALL);
        lines.awaitEnd();

        assertEquals(Map.of("COLOUR", "a b,c=d"), lines.lines().get(0).details());
        assertEquals("hello world\n", lines.lines().get(0).text());
    }

    @Test
    void saysThatADriverKeepsNothing() throws Exception {
        var driver = new LogDriver("none", Map.of());
        var opened = active();
        var spec = new TaskSpec(programs().sleeps(), null, null, null, List.of(), driver, 0, "");
        var handle = prepare(opened, workload(spec));
        ask(() -> opened.plug().start(handle));

        var error = read(opened, handle, ALL).awaitEnd();

        assertFalse(error.isEmpty());
    }

    private Lines output(ContainerSpec spec) throws Exception {
        var opened = active();
        var handle = start(opened, spec);
        lookUntilEnded(opened, handle);
        return read(opened, handle, ALL);
    }

    private Lines read(Opened opened, Handle handle, LogRequest request) throws Exception {
        var lines = new Lines();
        var logs = (RuntimeLogs) opened.plug();
        ask(() -> CompletableFuture.completedFuture(logs.logs(handle, request, lines)));
        return lines;
    }
}
