package io.skep.runtime.docker.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.itests.engine.TestEngine;
import io.skep.model.NetworkId;
import io.skep.model.TaskAttachment;
import io.skep.model.net.Link;
import io.skep.runtime.spi.Adoption;
import io.skep.runtime.spi.Attached;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What containers read about name servers, from an engine whose files are on this machine. */
class SignpostTest extends DockerBench {

    @TempDir static Path root;

    private static TestEngine here;

    @BeforeAll
    static void startOne() {
        here = TestEngine.start("--data-root", root.toString(), "--live-restore");
        if (here.own()) {
            here.docker("network", "create", "--subnet", "10.55.7.0/24", "skep1.back");
            here.docker("network", "create", "--subnet", "10.55.8.0/24", "mine");
        }
    }

    @AfterAll
    static void stopIt() {
        here.close();
    }

    @BeforeEach
    void needsOneOfItsOwn() {
        assumeTrue(here.own(), "a given engine may be on another machine");
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("docker.host", here.host());
    }

    @Test
    void aTaskOnNetworksOfTheClusterAsksThisNode() throws Exception {
        var handle = started(plugged());

        assertEquals("nameserver 10.55.7.1\noptions ndots:0", read(handle));
    }

    @Test
    void aTaskWithoutThemKeepsTheEnginesResolver() throws Exception {
        var handle = started(workload(programs().sleeps()));

        var before = Files.readString(file(handle));

        assertEquals(before.strip(), read(handle));
        assertTrue(!before.contains("10.55."), before);
    }

    @Test
    void whoIsPluggedIntoAnotherNetworkTooIsLeftToTheEngine() throws Exception {
        var opened = active();
        var handle = prepare(opened, plugged());
        here.docker("network", "connect", "mine", handle.token());

        ask(() -> opened.plug().start(handle));

        assertTrue(read(handle).contains("nameserver 127.0.0.11"), read(handle));
    }

    @Test
    void whatTheUserWroteStays() throws Exception {
        var handle = started(plugged());
        here.docker(
                "exec", handle.token(), "sh", "-c", "echo nameserver 192.0.2.1 > /etc/resolv.conf");

        var next = active();
        assertTrue(ask(() -> next.plug().adopt(handle)) instanceof Adoption.Adopted);

        assertEquals("nameserver 192.0.2.1", read(handle));
    }

    @Test
    void aContainerThatANodeOfBeforeLeftIsTurnedWhenItIsTakenOver() throws Exception {
        var handle = started(plugged());
        var file = file(handle);
        Files.writeString(file, Files.readString(file).replace("10.55.7.1", "127.0.0.11"));

        var next = active();
        assertTrue(ask(() -> next.plug().adopt(handle)) instanceof Adoption.Adopted);

        assertTrue(read(handle).contains("nameserver 10.55.7.1"), read(handle));
    }

    @Test
    void itStaysTurnedWhenTheEngineIsStartedAgain() throws Exception {
        var handle = started(plugged());

        here.stopEngine();
        here.startEngine();

        assertTrue(read(handle).contains("nameserver 10.55.7.1"), read(handle));
    }

    private Handle started(Workload workload) throws Exception {
        var opened = active();
        var handle = prepare(opened, workload);
        ask(() -> opened.plug().start(handle));
        return handle;
    }

    private Workload plugged() {
        var id = new NetworkId("back");
        var link = new Link(id, "skep1.back", "", List.of("10.55.7.1"));
        var place = new TaskAttachment(id, List.of(), List.of(), Map.of());
        return workload(programs().sleeps()).on(List.of(new Attached(link, place)));
    }

    private static String read(Handle handle) {
        return here.docker("exec", handle.token(), "cat", "/etc/resolv.conf").strip();
    }

    private Path file(Handle handle) throws IOException {
        var at = here.docker("inspect", "-f", "{{.ResolvConfPath}}", handle.token()).strip();
        return Path.of(at);
    }
}
