package io.skep.control.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.Command;
import io.skep.control.Refusal.Code;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.model.spec.Ipam;
import io.skep.model.spec.IpamPool;
import io.skep.model.spec.NetworkSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks of the cluster. Source: swarm-behaviour NW-1 to NW-15. */
class NetworksTest {

    private static final String PRECONDITION = "rpc error: code = FailedPrecondition desc = ";

    @TempDir private Path directory;
    private Bench bench;

    @BeforeEach
    void found() {
        bench = Bench.founded(directory);
    }

    @Test
    void createsOverlayNetworksOfTheCluster() {
        var id = create("blue");

        var spec = bench.view().networks().get(id).orElseThrow().spec().value();
        assertEquals("overlay", spec.driver());
        assertEquals("swarm", spec.scope());
    }

    @Test
    void refusesNamesThatAreTakenOrPredefined() {
        create("blue");

        assertRefused(
                Code.CONFLICT, "network with name blue already exists", creating("blue", false));
        for (var name : List.of("bridge", "host", "none", "default")) {
            assertRefused(
                    Code.FORBIDDEN,
                    name + " is a pre-defined network and cannot be created",
                    creating(name, false));
        }
    }

    @Test
    void removesNetworksWhoseNameIsThenFree() {
        create("blue");

        bench.ok(new Command.RemoveNetwork("blue"));

        create("blue");
        assertRefused(
                Code.NOT_FOUND, "network green not found", new Command.RemoveNetwork("green"));
    }

    @Test
    void keepsPredefinedNetworks() {
        for (var name : List.of("host", "bridge")) {
            assertRefused(
                    Code.FORBIDDEN,
                    name + " is a pre-defined network and cannot be removed",
                    new Command.RemoveNetwork(name));
        }
        var labelled =
                new NetworkSpec(
                        "mine",
                        Map.of("com.docker.swarm.predefined", "true"),
                        "",
                        Map.of(),
                        false,
                        false,
                        false,
                        false,
                        null,
                        "",
                        "");
        assertEquals(Code.FORBIDDEN, bench.refused(new Command.CreateNetwork(labelled)).code());
    }

    @Test
    void refusesToRemoveWhatServicesUseOrUsed() {
        var network = create("blue");
        var id = bench.create(Specs.attached("web", "blue"));
        var used = PRECONDITION + "network " + network + " is in use by service " + id;

        assertRefused(Code.INVALID, used, new Command.RemoveNetwork("blue"));
        bench.update(id, Specs.service("web"));
        assertRefused(Code.INVALID, used, new Command.RemoveNetwork("blue"));
        bench.update(id, Specs.service("web"));
        bench.ok(new Command.RemoveNetwork("blue"));
    }

    @Test
    void refusesToRemoveWhatTasksOfAServiceStillUse() {
        var network = create("blue");
        var id = bench.create(Specs.attached("web", "blue"));
        var task = bench.task(id, "n", TaskState.RUNNING);
        bench.update(id, Specs.service("web"));
        bench.update(id, Specs.service("web"));

        assertRefused(
                Code.INVALID,
                PRECONDITION + "network " + network + " is in use by task " + task,
                new Command.RemoveNetwork("blue"));

        bench.observed(new TaskId(task), TaskState.SHUTDOWN);
        bench.ok(new Command.RemoveNetwork("blue"));
    }

    @Test
    void removesNetworksWhileTasksOfARemovedServiceAreStillStopping() {
        create("blue");
        var id = bench.create(Specs.attached("web", "blue"));
        bench.task(id, "n", TaskState.RUNNING);
        bench.ok(new Command.RemoveService("web"));

        bench.ok(new Command.RemoveNetwork("blue"));
    }

    @Test
    void hasOneIngressNetwork() {
        var ingress = bench.networkNamed("ingress");

        assertRefused(
                Code.CONFLICT,
                "rpc error: code = AlreadyExists desc = ingress network ("
                        + ingress
                        + ") is already present",
                creating("other", true));

        bench.ok(new Command.RemoveNetwork("ingress"));
        bench.ok(creating("other", true));
    }

    @Test
    void keepsTheIngressNetworkWhilePortsArePublishedOnIt() {
        var id = bench.create(Specs.publishing("a", "", Specs.port(80, "")));

        assertRefused(
                Code.INVALID,
                PRECONDITION
                        + "ingress network cannot be removed because service "
                        + id
                        + " depends on it",
                new Command.RemoveNetwork("ingress"));
    }

    @Test
    void refusesIngressNetworksThatCannotWork() {
        bench.ok(new Command.RemoveNetwork("ingress"));
        var attachable = Specs.network("in", true, true);
        var bridged =
                new NetworkSpec(
                        "in", Map.of(), "bridge", Map.of(), false, false, false, true, null, "",
                        "");

        assertRefused(
                Code.INVALID,
                "rpc error: code = InvalidArgument desc = ingress network cannot be attachable",
                new Command.CreateNetwork(attachable));
        assertEquals(Code.UNIMPLEMENTED, bench.refused(new Command.CreateNetwork(bridged)).code());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/33,'','',invalid subnet 10.0.0.0/33",
        "10.0/8,'','',invalid subnet 10.0/8",
        "10.0.0.0,'','',invalid subnet 10.0.0.0",
        "example/8,'','',invalid subnet example/8",
        "10.0.0.0/16,10.1.0.0/24,'',the subnet does not contain range 10.1.0.0/24",
        "10.0.0.0/16,x,'',invalid range x",
        "10.0.0.0/16,'',10.1.0.1,the subnet does not contain gateway 10.1.0.1",
        "10.0.0.0/16,'',x,invalid gateway x",
        "fd00::/64,'',10.0.0.1,the subnet does not contain gateway 10.0.0.1"
    })
    void refusesAddressesThatDoNotFit(String subnet, String range, String gateway, String text) {
        var pool = new IpamPool(subnet, range, gateway, Map.of());

        assertRefused(
                Code.INVALID,
                "rpc error: code = InvalidArgument desc = ipam configuration: " + text,
                new Command.CreateNetwork(pooled(pool)));
    }

    @Test
    void takesAddressesThatFit() {
        var aux = Map.of("printer", "10.0.7.7");

        bench.ok(
                new Command.CreateNetwork(
                        pooled(new IpamPool("10.0.0.0/16", "10.0.4.0/24", "10.0.0.1", aux))));
        assertRefused(
                Code.INVALID,
                "rpc error: code = InvalidArgument desc = ipam configuration: invalid address nowhere",
                new Command.CreateNetwork(
                        pooled(new IpamPool("10.0.0.0/16", "", "", Map.of("p", "nowhere")))));
    }

    @Test
    void hidesNothingOfWhatEveryClusterHas() {
        var names =
                bench.view().networks().stream()
                        .map(n -> n.spec().value().name())
                        .sorted()
                        .toList();

        assertEquals(List.of("bridge", "host", "ingress"), names);
        assertTrue(
                bench.view()
                        .networks()
                        .get(bench.networkNamed("host"))
                        .orElseThrow()
                        .spec()
                        .value()
                        .labels()
                        .containsKey("com.docker.swarm.predefined"));
    }

    private String create(String name) {
        return bench.ok(creating(name, false)).id();
    }

    private static Command creating(String name, boolean ingress) {
        return new Command.CreateNetwork(Specs.network(name, ingress, false));
    }

    private static NetworkSpec pooled(IpamPool pool) {
        return new NetworkSpec(
                "blue",
                Map.of(),
                "",
                Map.of(),
                false,
                false,
                false,
                false,
                new Ipam("", Map.of(), List.of(pool)),
                "",
                "");
    }

    private void assertRefused(Code code, String text, Command command) {
        var refusal = bench.refused(command);
        assertEquals(text, refusal.getMessage());
        assertEquals(code, refusal.code());
    }
}
