package io.skep.control.engine.internal.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skep.control.Membership.Reach;
import io.skep.control.Refusal;
import io.skep.control.engine.internal.cluster.Interfaces.Link;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which address a node listens on and advertises. Source: swarm-behaviour CL-5. */
class AddressesTest {

    private static final Link LOOP = link("lo", true, "127.0.0.1", "::1");
    private static final Link ETH = link("eth0", false, "192.0.2.7", "fe80::1");

    @Test
    void takesTheOnlyAddressThereIs() {
        var chosen = chosen("", "", LOOP, ETH);

        assertEquals("0.0.0.0:2377", chosen.listen());
        assertEquals("192.0.2.7", chosen.advertise());
    }

    @Test
    void overlooksWhatContainerEnginesMade() {
        var chosen =
                chosen(
                        "",
                        "",
                        link("br-0123456789ab", false, "172.18.0.1"),
                        link("docker0", false, "172.17.0.1"),
                        link("docker_gwbridge", false, "172.19.0.1"),
                        ETH,
                        link("veth12", false, "172.20.0.1"));

        assertEquals("192.0.2.7", chosen.advertise());
    }

    @Test
    void advertisesTheAddressItListensOn() {
        var chosen = chosen("127.0.0.1:7000", "", LOOP, ETH);

        assertEquals("127.0.0.1:7000", chosen.listen());
        assertEquals("127.0.0.1", chosen.advertise());
    }

    @Test
    void takesAddressesOfInterfaces() {
        var chosen = chosen("eth0:7000", "eth0", LOOP, ETH);

        assertEquals("192.0.2.7:7000", chosen.listen());
        assertEquals("192.0.2.7", chosen.advertise());
    }

    @Test
    void keepsAPortThatDiffersFromTheOneListenedOn() {
        assertEquals("192.0.2.9:99", chosen("", "192.0.2.9:99", ETH).advertise());
        assertEquals("192.0.2.9", chosen("", "192.0.2.9:2377", ETH).advertise());
    }

    @Test
    void knowsAddressesOfVersionSix() {
        var chosen = chosen("[::1]:7000", "fd00::7", ETH);

        assertEquals("[0:0:0:0:0:0:0:1]:7000", chosen.listen());
        assertEquals("fd00:0:0:0:0:0:0:7", chosen.advertise());
    }

    @Test
    void refusesToChooseAmongSeveral() {
        assertRefused(
                "could not choose an IP address to advertise since this system has multiple"
                        + " addresses on different interfaces (192.0.2.7 on eth0 and 198.51.100.7 on"
                        + " eth1)",
                "",
                "",
                ETH,
                link("eth1", false, "198.51.100.7"));
        assertRefused(
                "could not choose an IP address to advertise since this system has multiple"
                        + " addresses on interface eth0 (192.0.2.7 and 192.0.2.8)",
                "",
                "",
                link("eth0", false, "192.0.2.7", "192.0.2.8"));
        assertRefused("could not find the system's IP address", "", "", LOOP);
    }

    @Test
    void refusesAddressesThatAreNone() {
        var listen =
                "listen address must be an IP address or network interface (with optional port"
                        + " number)";
        var advertise =
                "advertise address must be a non-zero IP address or network interface (with"
                        + " optional port number)";

        assertRefused(listen, "nowhere", "", ETH);
        assertRefused(listen, "1.2.3.4.5", "", ETH);
        assertRefused(advertise, "", "0.0.0.0", ETH);
        assertRefused(advertise, "", "::", ETH);
        assertRefused(advertise, "", "nowhere", ETH);
        assertRefused("invalid port in address: x", "127.0.0.1:x", "", ETH);
        assertRefused("invalid port in address: 65536", "127.0.0.1:65536", "", ETH);
    }

    @Test
    void choosesAnAddressForFramesOfNetworksWhenOneIsWanted() {
        var wish = new Addresses.Wish("", "192.0.2.7", "eth0");

        assertEquals("192.0.2.7", addresses(ETH).choose(wish).dataPath());
        assertEquals("", chosen("", "", ETH).dataPath());
        for (var bad : List.of("0.0.0.0", "nowhere", "192.0.2.7:4789")) {
            var refusal =
                    assertThrows(
                            Refusal.class,
                            () -> addresses(ETH).choose(new Addresses.Wish("", "", bad)));
            assertEquals(
                    "data path address must be a non-zero IP address or network interface (without"
                            + " a port number)",
                    refusal.getMessage());
        }
    }

    @Test
    void refusesInterfacesWithoutOneAddress() {
        assertRefused(
                "interface eth0 has more than one IPv4 address (192.0.2.7 and 192.0.2.8)",
                "",
                "eth0",
                link("eth0", false, "192.0.2.7", "192.0.2.8"));
        assertRefused(
                "interface eth0 has more than one IPv6 address (fd00:0:0:0:0:0:0:1 and"
                        + " fd00:0:0:0:0:0:0:2)",
                "",
                "eth0",
                link("eth0", false, "fd00::1", "fd00::2"));
        assertRefused(
                "interface eth0 has no usable IPv4 or IPv6 address",
                "",
                "eth0",
                link("eth0", false, "fe80::1"));
    }

    private static void assertRefused(String text, String listen, String advertise, Link... links) {
        var refusal = assertThrows(Refusal.class, () -> chosen(listen, advertise, links));
        assertEquals(text, refusal.getMessage());
        assertEquals(Refusal.Code.INVALID, refusal.code());
    }

    private static Reach chosen(String listen, String advertise, Link... links) {
        return addresses(links).choose(new Addresses.Wish(listen, advertise, ""));
    }

    private static Addresses addresses(Link... links) {
        return new Addresses(() -> List.of(links));
    }

    private static Link link(String name, boolean loopback, String... texts) {
        var addresses = new ArrayList<InetAddress>();
        try {
            for (var text : texts) {
                addresses.add(InetAddress.getByName(text));
            }
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
        return new Link(name, loopback, addresses);
    }
}
