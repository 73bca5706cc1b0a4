package io.skep.control.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.skep.control.Command;
import io.skep.control.Refusal.Code;
import io.skep.model.ServicePlan;
import io.skep.model.spec.EndpointSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.ServiceSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Published ports. Source: swarm-behaviour PT-1 to PT-7, NW-5. */
class PortsTest {

    private static final String INVALID = "rpc error: code = InvalidArgument desc = ";
    private static final PortConfig INGRESS = Specs.port(8080, "ingress");
    private static final PortConfig HOST = Specs.port(8080, "host");

    @TempDir private Path directory;
    private Bench bench;

    @BeforeEach
    void found() {
        bench = Bench.founded(directory);
    }

    @ParameterizedTest
    @MethodSource
    void refusesPortsOfAnotherService(PortConfig theirs, PortConfig ours, String as) {
        var id = bench.create(Specs.publishing("a", "", theirs));

        var refusal = bench.refused(creating(Specs.publishing("b", "", ours)));

        assertEquals(Code.INVALID, refusal.code());
        assertEquals(
                INVALID + "port '8080' is already in use by service 'a' (" + id + ") as " + as,
                refusal.getMessage());
    }

    static Stream<Arguments> refusesPortsOfAnotherService() {
        return Stream.of(
                arguments(INGRESS, INGRESS, "an ingress port"),
                arguments(INGRESS, Specs.port(8080, ""), "an ingress port"),
                arguments(INGRESS, HOST, "an ingress port"),
                arguments(HOST, INGRESS, "a host-published port"));
    }

    @Test
    void letsServicesShareHostPortsAndNumbersOfOtherProtocols() {
        bench.create(Specs.publishing("a", "", HOST));
        bench.create(Specs.publishing("b", "", HOST));
        bench.create(Specs.publishing("c", "", new PortConfig("", "udp", 53, 8080, "ingress")));
    }

    @Test
    void refusesPortsThatTheClusterChoseForAnotherService() {
        var id = bench.create(Specs.publishing("a", "", Specs.port(0, "ingress")));
        bench.plan(id, ServicePlan.EMPTY.withPorts(List.of(Specs.port(30_000, "ingress")), null));

        var refusal =
                bench.refused(creating(Specs.publishing("b", "", Specs.port(30_000, "ingress"))));

        assertEquals(
                INVALID
                        + "port '30000' is already in use by service 'a' ("
                        + id
                        + ") as an ingress port",
                refusal.getMessage());
    }

    @Test
    void refusesUpdatesAndRollbacksToPortsThatOthersHaveNow() {
        var id = bench.create(Specs.publishing("a", "", INGRESS));
        bench.update(id, Specs.service("a"));
        var other = bench.create(Specs.publishing("b", "", INGRESS));
        var taken =
                INVALID
                        + "port '8080' is already in use by service 'b' ("
                        + other
                        + ") as an ingress port";

        assertEquals(
                taken,
                bench.refused(bench.updating(id, Specs.publishing("a", "", INGRESS), ""))
                        .getMessage());
        assertEquals(
                taken,
                bench.refused(bench.updating(id, Specs.service("a"), "previous")).getMessage());
    }

    @Test
    void letsServicesKeepTheirOwnPorts() {
        var id = bench.create(Specs.publishing("a", "", INGRESS));

        bench.update(id, Specs.publishing("a", "", INGRESS, Specs.port(8081, "ingress")));
    }

    @Test
    void fillsInWhatAnEndpointLeavesOpen() {
        var open = new PortConfig("", "", 80, 8080, "");

        var id = bench.create(Specs.publishing("a", "", open, Specs.port(8081, "host")));

        assertEquals(
                new EndpointSpec("vip", List.of(INGRESS, Specs.port(8081, "host"))),
                bench.service(id).spec().endpointSpec());
    }

    @ParameterizedTest
    @MethodSource
    void refusesPortsThatMakeNoSense(ServiceSpec spec, String text) {
        var refusal = bench.refused(creating(spec));

        assertEquals(Code.INVALID, refusal.code());
        assertEquals(text, refusal.getMessage());
    }

    static Stream<Arguments> refusesPortsThatMakeNoSense() {
        return Stream.of(
                arguments(
                        Specs.publishing("a", "", INGRESS, INGRESS),
                        INVALID + "EndpointSpec: duplicate published ports provided"),
                arguments(
                        Specs.publishing("a", "dnsrr", INGRESS),
                        INVALID
                                + "EndpointSpec: port published with ingress mode can't be used"
                                + " with dnsrr mode"),
                arguments(Specs.publishing("a", "x"), "invalid resolution mode: \"x\""),
                arguments(
                        Specs.publishing("a", "", Specs.port(80, "everywhere")),
                        "invalid PublishMode: \"everywhere\""),
                arguments(
                        Specs.publishing("a", "", new PortConfig("", "icmp", 1, 1, "")),
                        "invalid Protocol: \"icmp\""),
                arguments(
                        Specs.publishing("a", "", new PortConfig("", "", 0, 80, "")),
                        INVALID + "EndpointSpec: invalid target port 0"),
                arguments(
                        Specs.publishing("a", "", Specs.port(65_536, "")),
                        INVALID + "EndpointSpec: invalid published port 65536"));
    }

    @Test
    void letsRoundRobinServicesPublishOnTheirHosts() {
        bench.create(Specs.publishing("a", "dnsrr", HOST));
        bench.create(Specs.publishing("b", "vip", Specs.port(0, ""), Specs.port(0, "")));
    }

    @Test
    void needsTheIngressNetworkForPortsOfEveryNode() {
        bench.ok(new Command.RemoveNetwork("ingress"));

        var refusal = bench.refused(creating(Specs.publishing("a", "", INGRESS)));

        assertEquals(Code.INVALID, refusal.code());
        assertEquals(
                "rpc error: code = FailedPrecondition desc = service needs ingress network, but no"
                        + " ingress network is present",
                refusal.getMessage());
        bench.create(Specs.publishing("a", "", HOST));
    }

    private static Command.CreateService creating(ServiceSpec spec) {
        return new Command.CreateService(spec, Payload.EMPTY);
    }
}
