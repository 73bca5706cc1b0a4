package io.skep.runtime.docker.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.engine.TestEngine;
import io.skep.model.NetworkId;
import io.skep.model.TaskAttachment;
import io.skep.model.net.Link;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.DnsConfig;
import io.skep.model.spec.NetworkAttachmentConfig;
import io.skep.model.spec.TaskSpec;
import io.skep.runtime.spi.Attached;
import io.skep.runtime.spi.Workload;
import io.skep.tck.runtime.Workloads;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Containers on networks of the cluster, which on this machine are bridges. */
class PluggedTest extends DockerBench {

    private static final List<String> NAMES = List.of("skep0.mesh", "skep1.back");

    @BeforeAll
    static void makeNetworks() {
        for (int i = 0; i < NAMES.size(); i++) {
            var subnet = "10.55." + i + ".0/24";
            TestEngine.shared().docker("network", "create", "--subnet", subnet, NAMES.get(i));
        }
    }

    @AfterAll
    static void removeNetworks() {
        NAMES.forEach(name -> TestEngine.shared().docker("network", "rm", name));
    }

    @Test
    void hasItsAddressesOnAllItsNetworks() throws Exception {
        var opened = active();
        var handle = prepare(opened, plugged(workload(only(programs().sleeps()))));

        ask(() -> opened.plug().start(handle));

        var networks = inspect(handle).path("NetworkSettings").path("Networks");
        assertEquals(2, networks.size(), networks::toString);
        assertEquals("10.55.0.10", networks.path(NAMES.get(0)).path("IPAddress").asText());
        assertEquals("10.55.1.10", networks.path(NAMES.get(1)).path("IPAddress").asText());
        assertEquals("02:42:0a:37:01:0a", networks.path(NAMES.get(1)).path("MacAddress").asText());
    }

    @Test
    void asksThisNodeForNames() throws Exception {
        var handle = prepare(active(), plugged(workload(only(programs().sleeps()))));

        var host = inspect(handle).path("HostConfig");

        assertEquals("[\"10.55.0.1\"]", host.path("Dns").toString());
        assertEquals("[\".\"]", host.path("DnsSearch").toString());
        assertEquals(0, host.path("DnsOptions").size());
    }

    @Test
    void asksThisNodeAlsoWhenItHasServersOfItsOwn() throws Exception {
        var dns = new DnsConfig(List.of("192.0.2.53"), List.of("example.org"), List.of("ndots:2"));
        var handle = prepare(active(), plugged(workload(only(with(programs().sleeps(), dns)))));

        var host = inspect(handle).path("HostConfig");

        assertEquals("[\"10.55.0.1\"]", host.path("Dns").toString());
        assertEquals("[\"example.org\"]", host.path("DnsSearch").toString());
        assertEquals("[\"ndots:2\"]", host.path("DnsOptions").toString());
    }

    private static ContainerSpec with(ContainerSpec it, DnsConfig dns) {
        return new ContainerSpec(
                it.image(),
                it.labels(),
                it.command(),
                it.args(),
                it.hostname(),
                it.env(),
                it.dir(),
                it.user(),
                it.groups(),
                it.privileges(),
                it.init(),
                it.stopSignal(),
                it.tty(),
                it.openStdin(),
                it.readOnly(),
                it.mounts(),
                it.stopGracePeriod(),
                it.healthcheck(),
                it.hosts(),
                dns,
                it.secrets(),
                it.configs(),
                it.isolation(),
                it.sysctls(),
                it.capabilityAdd(),
                it.capabilityDrop(),
                it.ulimits(),
                it.oomScoreAdj());
    }

    @Test
    void isPluggedInCompletelyAlsoWhenAFormerAttemptWasCutOff() throws Exception {
        var opened = active();
        var workload = workload(only(programs().sleeps()));
        prepare(opened, workload.on(plugged(workload).networks().subList(0, 1)));

        var handle = ask(() -> opened.plug().prepare(plugged(workload)));
        ask(() -> opened.plug().prepare(plugged(workload)));

        var networks = inspect(handle).path("NetworkSettings").path("Networks");
        assertEquals(2, networks.size(), networks::toString);
    }

    @Test
    void sharesTheNetworkOfItsHost() throws Exception {
        var host = new NetworkId("hosthosthosthosthosthosth");
        var wish = new NetworkAttachmentConfig(host.value(), List.of(), Map.of());
        var spec = new TaskSpec(programs().sleeps(), null, null, null, List.of(wish), null, 0, "");
        var before = workload(spec);
        var plan = before.plan().attached(List.of(TaskAttachment.local(host, "host")));
        var workload = Workloads.of(before.task(), cluster(), node(), plan);

        var mode = inspect(prepare(active(), workload)).path("HostConfig").path("NetworkMode");

        assertEquals("host", mode.asText());
    }

    @Test
    void refusesNetworksThatNoEngineHas() throws Exception {
        var before = workload(only(programs().sleeps()));
        var place = TaskAttachment.local(new NetworkId("n"), "macvlan7");
        var plan = before.plan().attached(List.of(place));
        var workload = Workloads.of(before.task(), cluster(), node(), plan);

        var why = active().plug().refusal(workload);

        assertTrue(why.contains("macvlan7"), why);
    }

    private static Workload plugged(Workload workload) {
        return workload.on(List.of(attached(0), attached(1)));
    }

    private static Attached attached(int network) {
        var id = new NetworkId("net" + network);
        var subnet = "10.55." + network + ".";
        var link = new Link(id, NAMES.get(network), "", List.of(subnet + "1"));
        var place = new TaskAttachment(id, List.of(subnet + "10/24"), List.of("alias"), Map.of());
        return new Attached(link, place);
    }
}
