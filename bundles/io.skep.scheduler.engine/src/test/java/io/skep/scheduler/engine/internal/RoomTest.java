package io.skep.scheduler.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.Resources;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What tasks take of their nodes: resources, ports, replicas. */
class RoomTest {

    private final Rig rig = Rig.spreading();
    private final World world = rig.world;

    @Test
    void RE_2_chargesTasksUntilTheyHaveEnded() {
        var half = Specs.reserving(2 * World.CPU, 0);
        world.node("n1").running("r1", "s", half, "n1").running("r2", "s", half, "n1");
        world.desired("r1", TaskState.SHUTDOWN).pending("t1", "s", half);

        rig.plan();
        assertEquals("no suitable node (insufficient resources on 1 node)", rig.error("t1"));
        world.observed("r1", TaskState.SHUTDOWN);
        rig.plan();

        assertEquals("n1", world.nodeOf("t1"));
    }

    @Test
    void RE_2_countsWhatItPlacesItself() {
        var half = Specs.reserving(0, 4 * World.GIB);
        world.node("n1").node("n2");
        for (int i = 0; i < 5; i++) {
            world.pending("t" + i, "s" + i, half);
        }

        rig.plan();

        assertEquals(List.of(2L, 2L), counts("n1", "n2"));
        assertEquals("no suitable node (insufficient resources on 2 nodes)", rig.error("t4"));
    }

    @Test
    void RE_3_claimsNamesOfGenericResources() {
        var gpus =
                List.of(
                        Specs.named("gpu", "a"),
                        Specs.named("gpu", "b"),
                        Specs.named("gpu", "c"),
                        Specs.count("ssd", 2));
        world.node("n1", new Resources(World.CPU, World.GIB, gpus));
        var wants = new Resources(0, 0, List.of(Specs.count("gpu", 1), Specs.count("ssd", 1)));
        world.running(
                "r1",
                World.plan("s", Specs.reserving(wants)),
                "n1",
                List.of(Specs.named("gpu", "a"), Specs.count("ssd", 1)));
        world.pending("t1", "s", Specs.reserving(wants));
        world.pending("t2", "s", Specs.reserving(wants));

        rig.plan();

        assertEquals(
                List.of(Specs.named("gpu", "b"), Specs.count("ssd", 1)),
                world.plan("t1").genericResources());
        assertEquals("no suitable node (insufficient resources on 1 node)", rig.error("t2"));
    }

    @Test
    void RE_4_passesOverClaimsThatTheNodeNoLongerHas() {
        var gpu = new Resources(0, 0, List.of(Specs.named("gpu", "new")));
        world.node("n1", gpu);
        var wants = new Resources(0, 0, List.of(Specs.count("gpu", 1)));
        world.running(
                "r1",
                World.plan("s", Specs.reserving(wants)),
                "n1",
                List.of(Specs.named("gpu", "old")));
        world.pending("t1", "s", Specs.reserving(wants));

        rig.plan();

        assertEquals(List.of(Specs.named("gpu", "new")), world.plan("t1").genericResources());
    }

    @Test
    void SC_9_claimsHostPortsPerProtocol() {
        world.node("n1").node("n2");
        world.put("t1", publishing("a", "tcp", 80)).put("t2", publishing("b", "tcp", 80));
        world.put("t3", publishing("c", "tcp", 80)).put("t4", publishing("d", "udp", 80));

        rig.plan();

        assertEquals(List.of("n1", "n2", ""), nodes("t1", "t2", "t3"));
        assertEquals(
                "no suitable node (host-mode port already in use on 2 nodes)", rig.error("t3"));
        assertTrue(!world.nodeOf("t4").isEmpty());
    }

    @Test
    void SC_9_holdsHostPortsUntilTheirTaskHasEnded() {
        world.node("n1").running("r1", publishing("a", "", 80), "n1", List.of());
        world.desired("r1", TaskState.SHUTDOWN).put("t1", publishing("b", "tcp", 80));

        rig.plan();
        assertEquals("", world.nodeOf("t1"));
        world.observed("r1", TaskState.COMPLETE);
        rig.plan();

        assertEquals("n1", world.nodeOf("t1"));
    }

    @Test
    void PL_6_placesAtMostSoManyReplicasPerNode() {
        world.node("n1").node("n2").running("r1", "s", Specs.ANY, "n1");
        for (int i = 0; i < 4; i++) {
            world.pending("t" + i, "s", Specs.atMost(2));
        }

        rig.plan();

        assertEquals(List.of(2L, 2L), counts("n1", "n2"));
        assertEquals("no suitable node (max replicas per node limit exceed)", rig.error("t3"));
    }

    private static TaskPlan publishing(String service, String protocol, int port) {
        var ports = List.of(new PortConfig("", protocol, 80, port, "host"));
        return World.plan(service, Specs.ANY, 1, ports);
    }

    private List<Long> counts(String... nodes) {
        return List.of(nodes).stream().map(world::count).toList();
    }

    private List<String> nodes(String... tasks) {
        return List.of(tasks).stream().map(world::nodeOf).toList();
    }
}
