package io.skep.control.engine.internal.cluster;

import io.skep.control.Membership.Reach;
import io.skep.control.Refusal;
import io.skep.control.Refusal.Code;
import io.skep.control.engine.internal.answer.Refusals;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Chooses where a node listens and which address others reach it at. Source: CL-5. */
final class Addresses {

    private static final int PORT = 2377;
    private static final Pattern PORTS = Pattern.compile("[1-9]\\d{0,4}");
    private static final String BAD =
            "%s address must be %s IP address or network interface (with optional port number)";
    private static final String BAD_DATA_PATH =
            "data path address must be a non-zero IP address or network interface (without a port"
                    + " number)";
    private static final Pattern LITERAL =
            Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    // made by container engines; nobody else can reach them
    private static final Pattern ENGINES_OWN =
            Pattern.compile("docker\\d+|docker_gwbridge|br-[0-9a-f]+|veth.*");

    private final Interfaces interfaces;

    Addresses(Interfaces interfaces) {
        this.interfaces = interfaces;
    }

    /** What a user, or else the node's settings, say; texts may be empty. */
    record Wish(String listen, String advertise, String dataPath) {}

    Reach choose(Wish wish) {
        var listening = listening(wish.listen());
        var advertised = advertised(wish.advertise(), listening);
        return new Reach(listening.text(), advertised, dataPath(wish.dataPath()));
    }

    /**
     * For a node that joins: where nothing is advertised, what a manager would see.
     *
     * @param remote host:port of a manager
     */
    Reach choose(Wish wish, String remote) {
        var listening = listening(wish.listen());
        if (!wish.advertise().isEmpty() || !listening.address().isAnyLocalAddress()) {
            return choose(wish);
        }
        var way = interfaces.toward(split(remote, PORT).host());
        return new Reach(
                listening.text(),
                way.map(InetAddress::getHostAddress).orElseGet(() -> only().getHostAddress()),
                dataPath(wish.dataPath()));
    }

    private String dataPath(String text) {
        return text.isEmpty()
                ? ""
                : resolved(text)
                        .filter(any -> !any.isAnyLocalAddress())
                        .map(InetAddress::getHostAddress)
                        .orElseThrow(() -> bad(BAD_DATA_PATH));
    }

    /** Addresses of managers, each with its port. */
    List<String> remotes(List<String> typed) {
        if (typed.isEmpty()) {
            throw bad("at least 1 RemoteAddr is required to join");
        }
        return typed.stream().map(Addresses::remote).toList();
    }

    private static String remote(String typed) {
        var given = split(typed, PORT);
        if (given.host().isEmpty()) {
            throw bad("invalid remoteAddr %s: invalid empty address", quoted(typed));
        }
        var host = given.host();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + given.port();
    }

    private static String quoted(String typed) {
        return '"' + typed + '"';
    }

    private record Endpoint(InetAddress address, int port) {

        private String text() {
            var host = address.getHostAddress();
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    private Endpoint listening(String text) {
        var given = split(text.isEmpty() ? "0.0.0.0" : text, PORT);
        var address = resolved(given.host());
        return new Endpoint(address.orElseThrow(() -> bad(BAD, "listen", "an")), given.port());
    }

    private String advertised(String text, Endpoint listening) {
        if (text.isEmpty()) {
            var own = listening.address();
            return (own.isAnyLocalAddress() ? only() : own).getHostAddress();
        }
        var given = split(text, listening.port());
        var address =
                resolved(given.host())
                        .filter(any -> !any.isAnyLocalAddress())
                        .orElseThrow(() -> bad(BAD, "advertise", "a non-zero"));
        return given.port() == listening.port()
                ? address.getHostAddress()
                : new Endpoint(address, given.port()).text();
    }

    private record HostPort(String host, int port) {}

    private static HostPort split(String text, int otherwise) {
        int colon = text.lastIndexOf(':');
        var plain = colon < 0 || text.indexOf(':') != colon && !text.startsWith("[");
        if (plain || text.endsWith("]")) {
            return new HostPort(bare(text), otherwise);
        }
        return new HostPort(bare(text.substring(0, colon)), port(text.substring(colon + 1)));
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }

    private static int port(String text) {
        if (PORTS.matcher(text).matches() && Integer.parseInt(text) < 65_536) {
            return Integer.parseInt(text);
        }
        throw bad("invalid port in address: %s", text);
    }

    private Optional<InetAddress> resolved(String host) {
        if (!LITERAL.matcher(host).matches()) {
            return ofInterface(host);
        }
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }

    private Optional<InetAddress> ofInterface(String name) {
        return interfaces.up().stream()
                .filter(link -> link.name().equals(name))
                .findFirst()
                .map(link -> single(name, link.addresses()));
    }

    private static InetAddress single(String name, List<InetAddress> addresses) {
        var usable = usable(addresses);
        if (usable.isEmpty()) {
            throw bad("interface %s has no usable IPv4 or IPv6 address", name);
        }
        if (usable.size() > 1) {
            throw bad(
                    "interface %s has more than one %s address (%s and %s)",
                    name,
                    usable.get(0) instanceof Inet4Address ? "IPv4" : "IPv6",
                    usable.get(0).getHostAddress(),
                    usable.get(1).getHostAddress());
        }
        return usable.get(0);
    }

    /** IPv4 before IPv6; one family only. */
    private static List<InetAddress> usable(List<InetAddress> addresses) {
        var v4 = addresses.stream().filter(Inet4Address.class::isInstance).toList();
        return v4.isEmpty()
                ? addresses.stream().filter(any -> !any.isLinkLocalAddress()).toList()
                : v4;
    }

    private record Candidate(String link, InetAddress address) {}

    /** The only address of the system that others may reach. */
    private InetAddress only() {
        var candidates = new ArrayList<Candidate>();
        for (var link : interfaces.up()) {
            if (!link.loopback() && !ENGINES_OWN.matcher(link.name()).matches()) {
                usable(link.addresses())
                        .forEach(a -> candidates.add(new Candidate(link.name(), a)));
            }
        }
        if (candidates.isEmpty()) {
            throw bad("could not find the system's IP address");
        }
        if (candidates.size() > 1) {
            throw several(candidates.get(0), candidates.get(1));
        }
        return candidates.get(0).address();
    }

    private static Refusal several(Candidate one, Candidate other) {
        var text =
                "could not choose an IP address to advertise since this system has multiple"
                        + " addresses on ";
        var first = one.address().getHostAddress();
        var second = other.address().getHostAddress();
        return one.link().equals(other.link())
                ? bad(text + "interface %s (%s and %s)", one.link(), first, second)
                : bad(
                        text + "different interfaces (%s on %s and %s on %s)",
                        first,
                        one.link(),
                        second,
                        other.link());
    }

    private static Refusal bad(String text, Object... facts) {
        return Refusals.plain(Code.INVALID, text, facts);
    }
}
