package io.skep.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skep.model.spec.NodeRole;
import io.skep.model.spec.PortConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypedTest {

    @Test
    void readsAmountsOfCpuAndMemory() throws Refused {
        assertEquals(500_000_000, Typed.cpus("0.5"));
        assertEquals(64L << 20, Typed.memory("64m"));
        assertEquals(2L << 30, Typed.memory("2GB"));
        assertEquals(1024, Typed.memory("1024"));
        assertEquals(7, Typed.memory("7b"));
    }

    @Test
    void refusesAmountsThatAreNone() {
        assertEquals(
                "not a number of CPUs: half",
                assertThrows(Refused.class, () -> Typed.cpus("half")).getMessage());
        assertThrows(Refused.class, () -> Typed.memory("much"));
    }

    @Test
    void readsPortsInAllTheirForms() throws Refused {
        assertEquals(new PortConfig("", "tcp", 80, 8080, "ingress"), Typed.port("8080:80"));
        assertEquals(new PortConfig("", "udp", 53, 53, "host"), Typed.port("host:53:53/udp"));
        assertEquals(new PortConfig("", "tcp", 80, 0, "ingress"), Typed.port("80"));
        assertThrows(Refused.class, () -> Typed.port("eighty"));
    }

    @Test
    void changesLabelsListsAndEnvironments() {
        assertEquals(
                Map.of("a", "2", "c", ""),
                Typed.labels(Map.of("a", "1", "b", "1"), List.of("a=2", "c"), List.of("b")));
        assertEquals(
                List.of("x", "z"), Typed.list(List.of("x", "y"), List.of("z", "x"), List.of("y")));
        assertEquals(
                List.of("B=1", "A=2"),
                Typed.env(List.of("A=1", "B=1", "C=1"), List.of("A=2"), List.of("C")));
    }

    @Test
    void namesTheChoicesWhenNoneFits() throws Refused {
        assertEquals(NodeRole.MANAGER, Typed.role("Manager"));
        assertEquals(
                "not one of worker, manager: king",
                assertThrows(Refused.class, () -> Typed.role("king")).getMessage());
    }
}
