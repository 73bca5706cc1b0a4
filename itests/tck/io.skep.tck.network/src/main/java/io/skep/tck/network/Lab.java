package io.skep.tck.network;

import io.skep.itests.engine.TestEngine;
import io.skep.itests.hosts.Host;
import io.skep.itests.hosts.Site;
import io.skep.model.net.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Three hosts, what may be plugged into their networks, and what is to be seen there. */
public final class Lab {

    private static final List<String> NAMES = List.of("one", "two", "three");
    private static final String SEE = script("see.sh");
    private static final String SWEEP = script("sweep.sh");

    private static final String CONTAINER =
            """
            docker -H "$1" run -d --name "$2" --network "$3" --ip "$4" "$5" sleep 1000 >/dev/null
            docker -H "$1" inspect -f '{{.State.Pid}}' "$2"
            """;

    private static final String CABLE =
            """
            ip netns add "$1"
            ip link add "$1" type veth peer name eth0 netns "$1" address "$4"
            ip link set "$1" master "$2" up
            ip -n "$1" addr add "$3/24" dev eth0
            ip -n "$1" link set eth0 up
            """;

    private final String engine;
    private final Map<Host, String> before = new LinkedHashMap<>();

    private Lab(List<Host> hosts, String engine) {
        this.engine = engine;
        hosts.forEach(host -> before.put(host, seen(host)));
    }

    /**
     * Hosts with a container engine each, at {@link Host#ENGINE}, which plugs containers in. All
     * tests of this JVM share them; booted at the first call.
     */
    public static Lab withEngines() {
        return Engines.LAB;
    }

    /** Hosts without an engine; what is plugged in is a namespace. Shared as well. */
    public static Lab bare() {
        return Bare.LAB;
    }

    /** The hosts, {@code one}, {@code two} and {@code three}. */
    List<Host> hosts() {
        return List.copyOf(before.keySet());
    }

    /** Plugs something in that has this address. */
    Guest plug(Host host, Link link, String address) {
        var name = "kit-" + address.substring(address.lastIndexOf('.') + 1);
        if (engine.isEmpty()) {
            sh(host, CABLE, name, link.bridge(), address, mac(address));
            return new Guest(host, address, List.of("ip", "netns", "exec", name));
        }
        var pid = sh(host, CONTAINER, engine, name, link.name(), address, TestEngine.IMAGE);
        return new Guest(host, address, List.of("nsenter", "-t", pid, "-n", "--"));
    }

    /** As engines make it of the address. */
    private static String mac(String address) {
        var bytes = HexFormat.ofDelimiter(":");
        var text = new StringBuilder("02:42");
        for (var part : address.split("\\.")) {
            text.append(':').append(bytes.toHexDigits((byte) Integer.parseInt(part)));
        }
        return text.toString();
    }

    /** What networks are made of on a host, one thing a line, but for what is plugged in. */
    String seen(Host host) {
        return sh(host, SEE, engine, "");
    }

    /** The same, and looks different when something was removed and made again meanwhile. */
    String same(Host host) {
        return sh(host, SEE, engine, "same");
    }

    /**
     * The same of a host that has no engine.
     *
     * @param how {@code same}, or empty
     */
    static String seen(Host host, String how) {
        return sh(host, SEE, "", how);
    }

    /** Makes hosts as they were when they were new. */
    void sweep(List<Host> used) {
        Site.together(used, host -> sh(host, SWEEP, engine, before.get(host)));
    }

    /** Runs lines of shell on a host; the test fails if one fails. */
    static String sh(Host host, String lines, String... arguments) {
        var words = new String[arguments.length + 5];
        System.arraycopy(new String[] {"sh", "-e", "-c", lines, "sh"}, 0, words, 0, 5);
        System.arraycopy(arguments, 0, words, 5, arguments.length);
        return host.run(words).good();
    }

    /** A site that ends with the JVM. */
    static Site site() {
        var site = Site.open();
        Runtime.getRuntime().addShutdownHook(new Thread(site::close, "close-site"));
        return site;
    }

    private static String script(String name) {
        try (var in = Lab.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final class Engines {
        private static final Lab LAB = new Lab(site().boot(NAMES), Host.ENGINE);
    }

    private static final class Bare {
        private static final Lab LAB = new Lab(booted(site()), "");

        private static List<Host> booted(Site site) {
            NAMES.forEach(name -> site.add(name).powerOn());
            return site.hosts();
        }
    }
}
