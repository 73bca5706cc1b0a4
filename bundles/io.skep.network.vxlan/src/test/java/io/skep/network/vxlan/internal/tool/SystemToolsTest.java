package io.skep.network.vxlan.internal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.itests.hosts.Site;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs in a namespace of this test. */
class SystemToolsTest {

    private static final List<String> IP = List.of("ip", "-force", "-batch", "-");
    private static final SystemTools ROOT = new SystemTools(List.of());

    private final String namespace = "skep-tools-" + ProcessHandle.current().pid();
    private final SystemTools tools = new SystemTools(List.of("ip", "netns", "exec", namespace));

    @BeforeEach
    void make() {
        assumeTrue(Site.missing().isEmpty(), Site.missing());
        ROOT.need(List.of("ip", "netns", "add", namespace), "");
        bridge();
    }

    @AfterEach
    void clear() {
        tools.close();
        ROOT.run(List.of("ip", "netns", "del", namespace), "");
    }

    @Test
    void whatGoesOnIsOneProcess() {
        assertTrue(tools.run(IP, neighbour(1)).good());
        var first = programs();
        assertTrue(tools.run(IP, neighbour(2) + neighbour(3)).good());

        assertEquals(3, neighbours());
        assertEquals(1, first.size());
        assertEquals(first, programs());
    }

    @Test
    void saysWhatFailedAndDoesTheRest() {
        tools.run(IP, neighbour(1));

        var outcome = tools.run(IP, "neigh del 10.1.0.9 dev sk-t\n" + neighbour(2));

        assertFalse(outcome.good());
        assertEquals("RTNETLINK answers: No such file or directory", outcome.complaint());
        assertEquals(2, neighbours());
        assertTrue(tools.run(IP, neighbour(3)).good());
        assertEquals(3, neighbours());
    }

    @Test
    void findsAnInterfaceThatWasMadeAnew() {
        tools.run(IP, neighbour(1));
        tools.need(List.of("ip", "link", "del", "sk-t"), "");
        bridge();

        assertTrue(tools.run(IP, neighbour(2)).good());

        assertEquals(1, neighbours());
    }

    @Test
    void doesWithoutTheOneThatEnded() {
        tools.run(IP, neighbour(1));
        programs().forEach(pid -> ROOT.need(List.of("kill", "-9", pid), ""));

        assertTrue(tools.run(IP, neighbour(2)).good());
        assertTrue(tools.run(IP, neighbour(3)).good());

        assertEquals(3, neighbours());
    }

    @Test
    void takesAnyNumberOfLines() {
        var lines = IntStream.range(1, 2_000).mapToObj(n -> neighbour(n % 200 + 1));

        assertTrue(tools.run(IP, lines.collect(Collectors.joining())).good());

        assertEquals(200, neighbours());
    }

    @Test
    void endsWhatItKept() {
        tools.run(IP, neighbour(1));
        var kept = ProcessHandle.of(Long.parseLong(programs().get(0))).orElseThrow().onExit();

        tools.close();

        kept.join();
        assertEquals(List.of(), programs());
    }

    private void bridge() {
        tools.need(List.of("ip", "link", "add", "sk-t", "type", "bridge"), "");
        tools.need(List.of("ip", "addr", "add", "10.1.0.254/24", "dev", "sk-t"), "");
        tools.need(List.of("ip", "link", "set", "sk-t", "up"), "");
    }

    private static String neighbour(int last) {
        return "neigh replace 10.1.0.%d lladdr 02:00:00:00:00:01 dev sk-t nud permanent%n"
                .formatted(last);
    }

    private long neighbours() {
        return tools.need(List.of("ip", "neigh", "show", "nud", "permanent"), "").lines().count();
    }

    private List<String> programs() {
        return ROOT.run(List.of("ip", "netns", "pids", namespace), "").output().lines().toList();
    }
}
