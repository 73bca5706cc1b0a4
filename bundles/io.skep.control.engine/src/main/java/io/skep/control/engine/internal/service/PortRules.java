package io.skep.control.engine.internal.service;

import io.skep.control.Refusal.Code;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.Service;
import io.skep.model.ServiceId;
import io.skep.model.View;
import io.skep.model.spec.EndpointSpec;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.ServiceSpec;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What published ports must fulfil. Source: swarm-behaviour PT-5 to PT-7. */
final class PortRules {

    private static final int MAX_PORT = 65_535;
    private static final List<String> MODES = List.of("", "vip", "dnsrr");
    private static final List<String> PROTOCOLS = List.of("tcp", "udp", "sctp");
    private static final List<String> PUBLISH = List.of("", "ingress", "host");

    private PortRules() {}

    static void check(@Nullable EndpointSpec endpoint) {
        if (endpoint == null) {
            return;
        }
        if (!MODES.contains(endpoint.mode())) {
            throw Refusals.plain(Code.INVALID, "invalid resolution mode: \"%s\"", endpoint.mode());
        }
        endpoint.ports().forEach(PortRules::check);
        checkRoundRobin(endpoint);
        checkDuplicates(endpoint.ports());
    }

    /** NW-5: a port of every node needs the network between nodes. */
    static void checkIngress(ServiceSpec spec, View view) {
        var needed = spec.ports().stream().anyMatch(port -> !port.hostMode());
        if (needed
                && view.networks().stream()
                        .noneMatch(network -> network.spec().value().ingress())) {
            throw Refusals.precondition(
                    "service needs ingress network, but no ingress network is present");
        }
    }

    /** PT-5: refuses ports that another service has. */
    static void checkFree(ServiceId self, ServiceSpec spec, View view) {
        if (spec.ports().isEmpty()) {
            return; // most have none, and there may be thousands of others
        }
        for (var other : view.services()) {
            if (!other.id().equals(self)) {
                spec.ports().forEach(port -> checkFree(port, other));
            }
        }
    }

    private static void check(PortConfig port) {
        if (!PROTOCOLS.contains(port.protocolOrTcp())) {
            throw Refusals.plain(Code.INVALID, "invalid Protocol: \"%s\"", port.protocol());
        }
        if (!PUBLISH.contains(port.publishMode())) {
            throw Refusals.plain(Code.INVALID, "invalid PublishMode: \"%s\"", port.publishMode());
        }
        if (port.targetPort() < 1 || port.targetPort() > MAX_PORT) {
            throw Refusals.invalid("EndpointSpec: invalid target port " + port.targetPort());
        }
        if (port.publishedPort() < 0 || port.publishedPort() > MAX_PORT) {
            throw Refusals.invalid("EndpointSpec: invalid published port " + port.publishedPort());
        }
    }

    private static void checkRoundRobin(EndpointSpec endpoint) {
        var ingress = endpoint.ports().stream().anyMatch(port -> !port.hostMode());
        if (endpoint.mode().equals("dnsrr") && ingress) {
            throw Refusals.invalid(
                    "EndpointSpec: port published with ingress mode can't be used with dnsrr mode");
        }
    }

    private static void checkDuplicates(List<PortConfig> ports) {
        var seen = new TreeSet<String>();
        for (var port : ports) {
            if (port.publishedPort() != 0 && !seen.add(key(port))) {
                throw Refusals.invalid("EndpointSpec: duplicate published ports provided");
            }
        }
    }

    private static void checkFree(PortConfig port, Service other) {
        Stream.concat(other.spec().ports().stream(), other.planOrEmpty().ports().stream())
                .filter(theirs -> theirs.publishedPort() != 0)
                .filter(theirs -> key(theirs).equals(key(port)))
                .filter(theirs -> !(theirs.hostMode() && port.hostMode()))
                .findFirst()
                .ifPresent(
                        theirs -> {
                            throw taken(theirs, other);
                        });
    }

    private static RuntimeException taken(PortConfig theirs, Service other) {
        return Refusals.invalid(
                "port '%s' is already in use by service '%s' (%s) as %s",
                theirs.publishedPort(),
                other.spec().name(),
                other.id(),
                theirs.hostMode() ? "a host-published port" : "an ingress port");
    }

    private static String key(PortConfig port) {
        return port.publishedPort() + "/" + port.protocolOrTcp();
    }
}
