package io.skep.dns.zone.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.dns.spi.Answer;
import io.skep.dns.spi.Question;
import io.skep.dns.spi.Question.Kind;
import io.skep.dns.spi.Resolver;
import io.skep.dns.spi.Scope;
import io.skep.dns.spi.Zone;
import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.TaskId;
import io.skep.model.VirtualIp;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Frontend;
import io.skep.model.net.Span;
import io.skep.model.net.Traffic;
import io.skep.model.spec.NetworkSpec;
import io.skep.tck.dns.DnsContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The kit, and what is this resolver's own: DN-1 to DN-6, DN-10. */
class ZoneResolverTest extends DnsContract {

    private static final NetworkId NETWORK = new NetworkId("net");

    @Override
    protected Resolver resolver() {
        return new ZoneResolver();
    }

    @Test
    void DN_1_leadsToTheVirtualAddressOrToTheTasks() {
        var zone = zone();

        assertEquals(addresses("10.0.9.200"), ask(zone, "web", Kind.IPV4));
        assertEquals(addresses("10.0.9.3"), ask(zone, "db", Kind.IPV4));
    }

    @Test
    void DN_2_leadsToTheTasks() {
        assertEquals(addresses("10.0.9.1", "10.0.9.2"), ask(zone(), "tasks.web", Kind.IPV4));
    }

    @Test
    void DN_3_knowsAliases() {
        assertEquals(addresses("10.0.9.200"), ask(zone(), "shop", Kind.IPV4));
        assertEquals(addresses("10.0.9.1", "10.0.9.2"), ask(zone(), "tasks.shop", Kind.IPV4));
    }

    @Test
    void DN_4_knowsTasksByNameAndSlot() {
        assertEquals(addresses("10.0.9.1"), ask(zone(), "web.1.t1", Kind.IPV4));
        assertEquals(addresses("10.0.9.1"), ask(zone(), "web.1", Kind.IPV4));
    }

    @Test
    void DN_4_knowsTasksByWhatTheyCallThemselvesWhereNoServiceIsCalledSo() {
        var task =
                new Endpoint(
                        NETWORK,
                        new TaskId("t9"),
                        new ServiceId("id-db"),
                        new NodeId("n"),
                        "192.0.2.1",
                        List.of("10.0.9.9/24"),
                        9,
                        "db.9.t9",
                        Traffic.SERVING,
                        List.of("0123456789ab", "Inside", "web"));
        var web = serving("web", 1, "t1", "10.0.9.1/24");
        var zone = resolver().zone(new Scope(span(), List.of(web(), db()), List.of(task, web)));

        assertEquals(addresses("10.0.9.9"), ask(zone, "inside", Kind.IPV4));
        assertEquals(addresses("10.0.9.9"), ask(zone, "0123456789ab.back", Kind.IPV4));
        assertEquals(addresses("10.0.9.200"), ask(zone, "web", Kind.IPV4));
    }

    @Test
    void DN_5_knowsNamesWithTheirNetwork() {
        assertEquals(addresses("10.0.9.200"), ask(zone(), "web.back", Kind.IPV4));
        assertEquals(Answer.UNKNOWN, ask(zone(), "web.front", Kind.IPV4));
    }

    @Test
    void DN_6_pointsBack() {
        assertEquals(new Answer.Name("web.back"), ask(zone(), "10.0.9.200", Kind.POINTER));
        assertEquals(new Answer.Name("web.1.t1.back"), ask(zone(), "10.0.9.1", Kind.POINTER));
    }

    @Test
    void DN_10_doesNotKnowAServiceThatNobodyServes() {
        var idle = endpoint("web", 1, "t1", List.of("10.0.9.1/24"), Traffic.LEAVING);
        var zone = resolver().zone(new Scope(span(), List.of(web()), List.of(idle)));

        assertEquals(Answer.UNKNOWN, ask(zone, "web", Kind.IPV4));
        assertEquals(Answer.UNKNOWN, ask(zone, "tasks.web", Kind.IPV4));
    }

    @Test
    void answersBothFamilies() {
        var both = List.of("10.0.9.1/24", "fd00::1/64");
        var task = endpoint("db", 1, "t1", both, Traffic.SERVING);
        var zone = resolver().zone(new Scope(span(), List.of(db()), List.of(task)));

        assertEquals(addresses("10.0.9.1"), ask(zone, "db", Kind.IPV4));
        assertEquals(addresses("fd00::1"), ask(zone, "db", Kind.IPV6));
    }

    private Zone zone() {
        return resolver()
                .zone(
                        new Scope(
                                span(),
                                List.of(web(), db()),
                                List.of(
                                        serving("web", 1, "t1", "10.0.9.1/24"),
                                        serving("web", 2, "t2", "10.0.9.2/24"),
                                        serving("db", 1, "t3", "10.0.9.3/24"))));
    }

    private static Answer ask(Zone zone, String name, Kind kind) {
        return zone.answer(new Question(name, kind, 0));
    }

    private static Answer addresses(String... all) {
        return new Answer.Addresses(List.of(all));
    }

    private static Frontend web() {
        return frontend("web", List.of("shop"), List.of(new VirtualIp(NETWORK, "10.0.9.200/24")));
    }

    private static Frontend db() {
        return frontend("db", List.of(), List.of());
    }

    private static Frontend frontend(String name, List<String> aliases, List<VirtualIp> virtual) {
        return new Frontend(
                NETWORK, new ServiceId("id-" + name), name, aliases, virtual, List.of(), Map.of());
    }

    private static Endpoint serving(String service, int slot, String task, String address) {
        return endpoint(service, slot, task, List.of(address), Traffic.SERVING);
    }

    private static Endpoint endpoint(
            String service, int slot, String task, List<String> addresses, Traffic traffic) {
        return new Endpoint(
                NETWORK,
                new TaskId(task),
                new ServiceId("id-" + service),
                new NodeId("n1"),
                "192.0.2.1",
                addresses,
                slot,
                service + "." + slot + "." + task,
                traffic);
    }

    private static Span span() {
        var spec =
                new NetworkSpec(
                        "back", Map.of(), "overlay", Map.of(), true, false, false, false, null, "",
                        "swarm");
        return new Span(NETWORK, spec, new NetworkPlan(List.of(), List.of(), 1), Map.of());
    }
}
