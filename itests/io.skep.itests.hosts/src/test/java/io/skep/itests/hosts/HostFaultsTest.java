package io.skep.itests.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two hosts without engines, and everything that can befall them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostFaultsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Site site;
    private Host one;
    private Host two;

    @BeforeAll
    void boot() {
        assumeTrue(Site.missing().isEmpty(), Site::missing);
        site = Site.open();
        one = site.add("one");
        two = site.add("two");
        site.hosts().forEach(Host::powerOn);
    }

    @AfterEach
    void mend() {
        site.mend();
        one.plug();
    }

    @AfterAll
    void close() {
        if (site != null) {
            site.close();
        }
    }

    @Test
    void hostsHaveNamesAndReachOneAnotherAndNobodyElse() {
        assertEquals("one", one.run("hostname").good());
        assertTrue(reaches(one, two));
        assertTrue(reaches(two, one));
        assertEquals(
                List.of("eth0", "lo"),
                one.run("ls", "/sys/class/net").good().lines().sorted().toList());
    }

    @Test
    void aCutLosesOneDirectionOnly() {
        assertTrue(reaches(one, two));
        var before = strayDatagrams(two);

        site.cut(two, one);
        one.run("bash", "-c", "echo hello >/dev/udp/" + two.address() + "/4000").good();

        Eventually.holds(
                "it arrived", PATIENCE, () -> strayDatagrams(two), now -> now == before + 1);
        assertFalse(reaches(one, two));
    }

    @Test
    void aHostWithoutItsCableSeesThatAndComesBack() {
        one.unplug();

        Eventually.equal("0", PATIENCE, () -> carrier(one));
        assertFalse(reaches(two, one));
        one.plug();
        Eventually.equal(true, PATIENCE, () -> reaches(two, one));
    }

    @Test
    void aPowerCutKillsEverythingAndKeepsTheDisk() {
        one.run("sh", "-c", "echo kept > " + Host.DATA + "/file").good();
        var running = one.start("sleep", List.of("sleep", "1000"));

        one.powerOff();

        running.onExit().join();
        assertFalse(one.on());
        assertFalse(reaches(two, one));
        one.powerOn();
        assertEquals("kept", one.run("cat", Host.DATA + "/file").good());
        assertEquals("", one.run("pgrep", "sleep").output());
        Eventually.equal(true, PATIENCE, () -> reaches(two, one));
    }

    @Test
    void aPausedHostDoesNothingUntilItGoesOn() {
        one.start("count", List.of("sh", "-c", "sleep 1000"));
        Eventually.equal(0, PATIENCE, () -> one.run("pgrep", "sleep").exit());

        one.pause();

        assertTrue(state(one).startsWith("T"), state(one));
        one.resume();
        assertTrue(state(one).startsWith("S"), state(one));
        one.run("pkill", "sleep").good();
    }

    @Test
    void aFullDiskTakesNothing() {
        one.fillDisk();

        one.run("sh", "-c", "echo more > " + Host.DATA + "/more").bad();
        one.freeDisk();
        one.run("sh", "-c", "echo more > " + Host.DATA + "/more").good();
    }

    /** Whether a connection is answered, if only by a refusal. */
    private static boolean reaches(Host from, Host to) {
        return from.run("timeout", "1", "bash", "-c", ": </dev/tcp/" + to.address() + "/9")
                .errors()
                .contains("Connection refused");
    }

    /** Datagrams that came for a port nobody listens on. */
    private static int strayDatagrams(Host host) {
        var counts = host.run("grep", "^Udp: [0-9]", "/proc/net/snmp").good();
        return Integer.parseInt(counts.split(" ")[2]);
    }

    private static String carrier(Host host) {
        return host.run("cat", "/sys/class/net/eth0/carrier").good();
    }

    private static String state(Host host) {
        return host.run("ps", "-C", "sleep", "-o", "state=").good();
    }
}
