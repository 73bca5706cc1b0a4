package io.skep.scheduler.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.model.NetworkId;
import io.skep.model.NodeState;
import io.skep.model.Plugin;
import io.skep.model.TaskAttachment;
import io.skep.model.spec.Availability;
import io.skep.model.spec.Resources;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SC-4, SC-5: which nodes refuse, in Swarm's words and order. */
class ExplanationTest {

    private static final List<Plugin> ENGINE =
            List.of(new Plugin("Network", "overlay"), new Plugin("Log", "json-file"));

    private final Rig rig = Rig.spreading();
    private final World world = rig.world;

    @Test
    void saysNothingMoreWhenThereIsNoNode() {
        world.pending("t1", "s", Specs.ANY);

        rig.plan();

        assertEquals("no suitable node", rig.error("t1"));
    }

    @Test
    void namesTheFilterThatRefusedMostNodesFirst() {
        world.node("n1").state("n1", NodeState.DOWN);
        world.node("n2").node("n3").pending("t1", "s", Specs.reserving(5 * World.CPU, 0));

        rig.plan();

        assertEquals(
                "no suitable node (insufficient resources on 2 nodes;"
                        + " 1 node not available for new tasks)",
                rig.error("t1"));
    }

    @Test
    void keepsTheFiltersOrderWhereNumbersAreEqual() {
        world.node("n1").availability("n1", Availability.DRAIN);
        world.node("n2").pending("t1", "s", Specs.where("node.id==n9"));

        rig.plan();

        assertEquals(
                "no suitable node (1 node not available for new tasks;"
                        + " scheduling constraints not satisfied on 1 node)",
                rig.error("t1"));
        assertEquals("its availability is drain", world.plan("t1").explain().get(0).reason());
    }

    @Test
    void PL_3_findsNoNodeForAnUnknownKeyOrAnUnreadableConstraint() {
        world.node("n1").pending("t1", "s", Specs.where("node.colour!=red"));
        world.pending("t2", "s2", Specs.where("nonsense"));

        rig.plan();

        var text = "no suitable node (scheduling constraints not satisfied on 1 node)";
        assertEquals(text, rig.error("t1"));
        assertEquals(text, rig.error("t2"), "trap 60");
    }

    @Test
    void PL_4_takesNamesOfProcessorsForWhatTheyAre() {
        world.node("n1").pending("t1", "s1", Specs.forPlatform("amd64", "linux"));
        world.pending("t2", "s2", Specs.forPlatform("arm64", "linux"));
        world.pending("t3", "s3", Specs.forPlatform("", "linux"));

        rig.plan();

        assertEquals("n1", world.nodeOf("t1"));
        assertEquals("no suitable node (unsupported platform on 1 node)", rig.error("t2"));
        assertEquals("n1", world.nodeOf("t3"));
    }

    @Test
    void findsNoNodeForADriverThatTheEngineDoesNotHave() {
        world.node("n1", Map.of(), Resources.NONE, ENGINE);
        world.network("net1", "overlay").network("net2", "weave");
        world.pending("t1", "s1", Specs.attached("net1"));
        world.pending("t2", "s2", Specs.attached("net2"));
        world.pending("t3", "s3", Specs.logging("json-file"));
        world.pending("t4", "s4", Specs.logging("splunk"));
        world.pending("t5", "s5", Specs.logging("none"));

        rig.plan();

        assertEquals("n1", world.nodeOf("t1"));
        assertEquals("no suitable node (missing plugin on 1 node)", rig.error("t2"));
        assertEquals("n1", world.nodeOf("t3"));
        assertEquals("no suitable node (missing plugin on 1 node)", rig.error("t4"));
        assertEquals("n1", world.nodeOf("t5"));
        assertEquals("has no network driver weave", world.plan("t2").explain().get(0).reason());
    }

    @Test
    void looksForOverlaysWhereATaskHasAPlaceOnOneWithoutAskingForIt() {
        world.node("n1")
                .network("mesh", "overlay")
                .pending("t1", "s1", Specs.forPlatform("", "linux"));
        var place =
                new TaskAttachment(
                        new NetworkId("mesh"), List.of("10.0.0.2/24"), List.of(), Map.of());
        world.put("t1", world.plan("t1").attached(List.of(place)));
        rig.plan();
        assertEquals("no suitable node (missing plugin on 1 node)", rig.error("t1"));

        world.node("n2", Map.of(), Resources.NONE, ENGINE);
        rig.plan();

        assertEquals("n2", world.nodeOf("t1"));
    }

    @Test
    void looksForNoDriversWhereThereIsNoEngine() {
        world.node("n1").network("net1", "weave").pending("t1", "s1", Specs.attached("net1"));

        rig.plan();

        assertEquals("n1", world.nodeOf("t1"));
    }

    @Test
    void saysHowMuchIsMissing() {
        world.node("n1").pending("t1", "s", Specs.reserving(4_500_000_000L, 9 * World.GIB));

        rig.plan();

        assertEquals(
                "CPUs: needs 4.5 free, has 4 in all;"
                        + " memory: needs 9216 MiB free, has 8192 MiB in all",
                world.plan("t1").explain().get(0).reason());
    }

    @Test
    void namesFiftyNodesAtMostAndCountsThemAll() {
        for (int i = 0; i < 60; i++) {
            world.node("n" + (100 + i));
        }
        world.pending("t1", "s", Specs.where("node.id==none"));

        rig.plan();

        assertEquals(50, world.plan("t1").explain().size());
        assertEquals(
                "no suitable node (scheduling constraints not satisfied on 60 nodes)",
                rig.error("t1"));
    }
}
