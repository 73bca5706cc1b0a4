package io.skep.transport.engine.internal.mesh;

import io.skep.model.NodeId;
import io.skep.transport.Caller;
import io.skep.transport.Role;
import io.skep.transport.spi.Line;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * What a certificate says its owner is. Source: swarm-behaviour CA-1.
 *
 * @param caller node and role: common name and organisational unit, or less
 * @param shown what the certificate itself says
 * @param cluster organisation; empty for a stranger
 * @param end until when that holds
 */
record Passport(Caller caller, Caller shown, String cluster, Instant end) {

    /** Of somebody who shows nothing and says nothing. */
    static final Passport NONE = new Passport(Caller.STRANGER, Caller.STRANGER, "", Instant.MAX);

    /**
     * Reads what a line's other end has proven.
     *
     * @throws IllegalArgumentException when it does not say who it is for
     */
    static Passport of(Line line) {
        var from = host(line.address());
        if (line.chain().isEmpty()) {
            var stranger = new Caller(null, Role.STRANGER, from);
            return new Passport(stranger, stranger, "", Instant.MAX);
        }
        var certificate = line.chain().get(0);
        var name = name(certificate);
        var role = role(only(name, "OU"));
        var caller = new Caller(new NodeId(only(name, "CN")), role, from);
        return new Passport(caller, caller, only(name, "O"), certificate.getNotAfter().toInstant());
    }

    /** The same node, as a worker. */
    Passport asWorker() {
        var worker = new Caller(caller.node(), Role.WORKER, caller.address());
        return new Passport(worker, shown, cluster, end);
    }

    /** The host of an address: what is between a slash and the port. */
    static String host(String address) {
        var all = address.substring(address.indexOf('/') + 1);
        int port = all.lastIndexOf(':');
        return (port < 0 ? all : all.substring(0, port)).replaceAll("^\\[|\\]$", "");
    }

    private static LdapName name(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName());
        } catch (InvalidNameException wrong) {
            throw new IllegalArgumentException("a subject that is no name", wrong);
        }
    }

    /** An attribute that must be there once: two would leave a choice to who reads it. */
    private static String only(LdapName name, String type) {
        var found =
                name.getRdns().stream()
                        .flatMap(rdn -> rdn.size() == 1 ? List.of(rdn).stream() : null)
                        .filter(rdn -> rdn.getType().toUpperCase(Locale.ROOT).equals(type))
                        .map(rdn -> rdn.getValue().toString())
                        .toList();
        if (found.size() != 1 || found.get(0).isEmpty()) {
            throw new IllegalArgumentException("a subject without exactly one " + type);
        }
        return found.get(0);
    }

    private static Role role(String unit) {
        return switch (unit) {
            case "swarm-manager" -> Role.MANAGER;
            case "swarm-worker" -> Role.WORKER;
            default -> throw new IllegalArgumentException("a certificate for " + unit);
        };
    }
}
