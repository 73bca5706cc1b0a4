package io.skep.node.internal.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RoadsTest {

    private static final String HEAD =
            "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask";

    @Test
    void roadsAreThoseOfTheMachinesOwnInterfacesButForTheWayToEverythingElse() {
        var table =
                List.of(
                        HEAD,
                        line("eth0", "00000000", "00000000"),
                        line("eth0", "00004D0A", "00FFFFFF"),
                        line("eth1", "0000A8C0", "0000FFFF"),
                        line("docker0", "000011AC", "0000FFFF"),
                        line("br-0123456789ab", "000012AC", "0000FFFF"),
                        line("sk-atj0x43thp", "0000000A", "00FFFFFF"));

        assertEquals(new TreeSet<>(List.of("10.77.0.0/24", "192.168.0.0/16")), Roads.read(table));
    }

    @Test
    void anEmptyTableHasNone() {
        assertEquals(new TreeSet<>(), Roads.read(List.of()));
        assertEquals(new TreeSet<>(), Roads.read(List.of(HEAD)));
    }

    private static String line(String iface, String destination, String mask) {
        return String.join("\t", iface, destination, "00000000", "0001", "0", "0", "0", mask, "0");
    }
}
