package io.skep.network.nftables.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PolicyTest {

    private static final List<String> OTHERS =
            List.of(
                    "0:\tfrom all lookup local",
                    "5301:\tfrom all iif lo lookup 7",
                    "32765:\tfrom all fwmark 0x100 lookup 100",
                    "32766:\tfrom all lookup main");

    @Test
    void whatThisMachineSendsGoesPast() {
        assertEquals(
                List.of(
                        "rule add pref 5301 from all iif lo goto 5303",
                        "rule add pref 5302 from all fwmark 0x534d0002 lookup 1397555202",
                        "rule add pref 5303 from all nop"),
                Policy.changes(OTHERS, marks(0x534d0002L)));
    }

    @Test
    void takesOnlyItsOwnBack() {
        var printed =
                List.of(
                        "5301:\tfrom all iif lo goto 5303",
                        "5302:\tfrom all fwmark 0x53000002 lookup 1392508930",
                        "5303:\tfrom all nop",
                        OTHERS.get(2));

        assertEquals(List.of(), Policy.changes(printed, marks(0x53000002L)));
        assertEquals(
                List.of(
                        "rule del pref 5301 from all iif lo goto 5303",
                        "rule del pref 5302 from all fwmark 0x53000002 lookup 1392508930",
                        "rule del pref 5303 from all nop"),
                Policy.changes(printed, marks()));
    }

    @Test
    void takesTheRulesOfEarlierVersionsForItsOwn() {
        var printed = List.of("32764:\tfrom all fwmark 0x53000002/0xffffffff lookup 1392508930");

        assertEquals(
                List.of(
                        "rule add pref 5301 from all iif lo goto 5303",
                        "rule add pref 5302 from all fwmark 0x53000002 lookup 1392508930",
                        "rule add pref 5303 from all nop",
                        "rule del pref 32764 from all fwmark 0x53000002 lookup 1392508930"),
                Policy.changes(printed, marks(0x53000002L)));
    }

    private static TreeSet<Long> marks(Long... marks) {
        return new TreeSet<>(List.of(marks));
    }
}
