package io.skep.network.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.sim.SimKernel;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.TaskId;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Passage;
import io.skep.model.net.Span;
import io.skep.model.net.Traffic;
import io.skep.model.net.Wiring;
import io.skep.model.spec.NetworkSpec;
import io.skep.network.engine.internal.socket.Berth;
import io.skep.network.spi.Balancer;
import io.skep.network.spi.NetworkDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of plugs, and what is said to the slice. */
class NetworkEngineTest {

    private static final NetworkId OTHER = new NetworkId("other");
    private static final NetworkId NET = new NetworkId("net");
    private static final NodeId NODE = new NodeId("node");

    private final SimKernel kernel = new SimKernel(1);
    private final MemorySlice slice = new MemorySlice();
    private final Berth<NetworkDriver> drivers = new Berth<>(NetworkDriver.CONTRACT, "vxlan");
    private final Berth<Balancer> balancers = new Berth<>(Balancer.CONTRACT, "nftables");
    private final PaperDriver driver = new PaperDriver();
    private final PaperBalancer balancer = new PaperBalancer();
    private NetworkEngine engine;

    @BeforeEach
    void start() {
        var context =
                new DutyContext(
                        NODE, new ClusterId("c"), kernel.node("n"), Path.of("data"), Map.of());
        engine = new NetworkEngine(context, slice, drivers, balancers, new Tally());
        engine.start();
        kernel.settle();
    }

    /** As a node that remembers this starts. */
    private void startWith(Wiring remembered) {
        engine.stop(Duration.ZERO);
        kernel.settle();
        slice.heard = false;
        slice.wire(remembered);
        start();
    }

    private void plugsCome() {
        drivers.bind(driver);
        balancers.bind(balancer);
        kernel.settle();
    }

    @Test
    void saysThatItIsSoWhenDriverAndBalancerAreDone() {
        plugsCome();
        balancer.holds();
        slice.wire(wiring(1, NET));
        kernel.settle();
        var early = slice.realisedNumbers();

        balancer.lets();
        kernel.settle();

        assertEquals(List.of(), early);
        assertEquals(List.of(1L), slice.realisedNumbers());
        assertEquals(List.of(NET), List.copyOf(slice.links().keySet()));
        assertEquals(List.of(NET), List.copyOf(balancer.links.keySet()));
    }

    @Test
    void asksForWhatChangedMeanwhileAsOne() {
        plugsCome();
        driver.holds();
        slice.wire(wiring(1, NET));
        kernel.settle();
        slice.wire(wiring(2, NET));
        slice.wire(wiring(3, NET, OTHER));
        kernel.settle();

        driver.lets();
        kernel.settle();

        assertEquals(List.of(1L, 3L), driver.asked);
        assertEquals(List.of(1L, 3L), slice.realisedNumbers());
    }

    @Test
    void asksNobodyForWhatOnlyTasksRead() {
        plugsCome();
        slice.wire(wiring(1, NET));
        kernel.settle();
        var passages = List.of(new Passage(new TaskId("t"), true, false, Duration.ZERO));
        var news = new Wiring.News(List.of(), List.of(), List.of(), passages, List.of());

        slice.wire(wiring(1, NET).after(2, 4789, news));
        kernel.settle();

        assertEquals(List.of(1L), driver.asked);
        assertEquals(List.of(1L, 2L), slice.realisedNumbers());
    }

    @Test
    void hasTasksBeAskedNothingThatAreHushed() {
        plugsCome();
        var leaving = endpoint("leaving");
        var stays = endpoint("stays");
        var endpoints = List.of(leaving, stays);
        var news = new Wiring.News(List.of(), endpoints, List.of(), List.of(), List.of());
        slice.wire(wiring(1, NET).after(2, 4789, news));
        kernel.settle();

        slice.hush(leaving.task(), true);
        kernel.settle();
        var then = List.of(traffic(leaving), traffic(stays));
        slice.hush(leaving.task(), false);
        kernel.settle();

        assertEquals(List.of(Traffic.HUSHED, Traffic.LEAVING), then);
        assertEquals(Traffic.LEAVING, traffic(leaving));
    }

    private static Endpoint endpoint(String task) {
        return new Endpoint(
                NET,
                new TaskId(task),
                new ServiceId("web"),
                NODE,
                "192.0.2.1",
                List.of("10.50.0.2/24"),
                1,
                "web.1",
                Traffic.LEAVING);
    }

    private Traffic traffic(Endpoint of) {
        return balancer.rules.endpoints().get(of.key()).orElseThrow().traffic();
    }

    @Test
    void changesNothingBeforeAManagerWasHeard() {
        plugsCome();

        kernel.runFor(Duration.ofMinutes(1));

        assertEquals(List.of(), driver.asked);
    }

    @Test
    void asksAgainNowAndThen() {
        plugsCome();
        slice.wire(wiring(1, NET));
        kernel.settle();

        kernel.runFor(Duration.ofSeconds(11));

        assertEquals(List.of(1L, 1L, 1L), driver.asked);
    }

    @Test
    void asksOnceMoreWhenItIsToldWhileItAsks() {
        plugsCome();
        driver.holds();
        slice.wire(wiring(1, NET));
        kernel.settle();
        engine.disturbed("a test says so");
        kernel.settle();

        driver.lets();
        kernel.settle();

        assertEquals(List.of(1L, 1L), driver.asked);
    }

    @Test
    void repeatsWhatFailedAndSaysNothingUntilThen() {
        plugsCome();
        driver.fails = true;
        slice.wire(wiring(1, NET));
        kernel.settle();
        var early = slice.realisedNumbers();

        driver.fails = false;
        kernel.runFor(Duration.ofSeconds(2));

        assertEquals(List.of(), early);
        assertEquals(List.of(1L), slice.realisedNumbers().subList(0, 1));
    }

    @Test
    void withoutADriverOnlyWiringsWithoutNetworksAreSo() {
        slice.wire(wiring(1));
        kernel.settle();
        slice.wire(wiring(2, NET));
        kernel.settle();

        assertEquals(List.of(1L), slice.realisedNumbers());
        assertEquals(Optional.empty(), slice.overlay);
    }

    @Test
    void offersNetworksOnlyWhileADriverWorks() {
        plugsCome();
        var with = slice.overlay;
        drivers.release(driver);
        kernel.runFor(Duration.ofSeconds(14));
        var replaced = slice.overlay;
        kernel.runFor(Duration.ofSeconds(2));

        assertEquals(Optional.of(true), with);
        assertEquals(Optional.of(true), replaced);
        assertEquals(Optional.of(false), slice.overlay);
    }

    @Test
    void believesWhatItRememberedWhenNoManagerSaysOtherwiseForAWhile() {
        startWith(wiring(7, NET));
        plugsCome();
        kernel.runFor(Duration.ofSeconds(4));
        var early = List.copyOf(driver.asked);

        kernel.runFor(Duration.ofSeconds(2));

        assertEquals(List.of(), early);
        assertEquals(List.of(7L), driver.asked.subList(0, 1));
    }

    @Test
    void doesNotBelieveWhatItRememberedWhenAManagerIsHeard() {
        startWith(wiring(7, NET));
        plugsCome();
        slice.heard = true;
        slice.wire(wiring(8, NET));
        kernel.settle();

        assertEquals(List.of(8L), driver.asked);
    }

    @Test
    void refusesWhatTheDriverRefuses() {
        plugsCome();
        driver.refuses = true;
        slice.wire(wiring(1, NET));
        kernel.settle();

        assertEquals(Map.of(NET, "not here"), slice.refusals());
        assertTrue(slice.links().isEmpty());
    }

    @Test
    void asksAgainWhenTheDriverDoesNotAnswer() {
        plugsCome();
        driver.holds();
        slice.wire(wiring(1, NET));
        kernel.runFor(Duration.ofSeconds(30));
        driver.forgets();

        kernel.runFor(Duration.ofSeconds(40));

        assertEquals(1L, slice.realisedNumbers().get(0));
    }

    @Test
    void leavesNetworksToContainersWhenItStopsAndNothingWhenTheNodeLeaves() {
        plugsCome();
        slice.wire(wiring(1, NET));
        kernel.settle();
        engine.leave();
        kernel.settle();

        engine.stop(Duration.ofSeconds(4));
        kernel.settle();

        assertEquals(0L, driver.asked.get(driver.asked.size() - 1));
    }

    static Wiring wiring(long number, NetworkId... networks) {
        var spans = new ArrayList<Span>();
        for (var network : networks) {
            var spec =
                    new NetworkSpec(
                            "net", Map.of(), "overlay", Map.of(), false, false, false, false, null,
                            "", "swarm");
            var plan = new NetworkPlan(List.of(), List.of(), 1);
            spans.add(new Span(network, spec, plan, Map.of()));
        }
        var news = new Wiring.News(spans, List.of(), List.of(), List.of(), List.of());
        return Wiring.EMPTY.after(number, 4789, news);
    }
}
