package io.skep.updater.internal;

import static io.skep.updater.internal.Site.MINUTE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.itests.planning.Specs;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.spec.Availability;
import org.junit.jupiter.api.Test;

class OnePerNodeUpdateTest {

    private static final NodeId N1 = new NodeId("n1");

    private final Site site = Site.running(3, Specs.global());

    @Test
    void UP_14_goesNodeByNode() {
        site.update(Specs.image("nginx:2"));
        var first = site.only("nginx:2").plan().value().nodeId();
        site.bench.runFor(MINUTE);

        assertEquals(N1, first);
        assertEquals("0+3", site.running("nginx:1", "nginx:2"));
        assertEquals("completed", site.state());
    }

    @Test
    void UP_14_skipsPausedNodes() {
        site.bench.users().availability(N1, Availability.PAUSE);

        site.update(Specs.image("nginx:2"));
        site.bench.runFor(MINUTE);

        assertEquals("1+2", site.running("nginx:1", "nginx:2"));
        assertEquals("completed", site.state());
    }

    @Test
    void UP_14_replacesWhatANodeMissedWithoutAnotherUpdate() {
        site.bench.users().availability(N1, Availability.PAUSE);
        site.update(Specs.image("nginx:2"));
        site.bench.runFor(MINUTE);
        var status = site.bench.service(site.web).updateStatus();

        site.bench.users().availability(N1, Availability.ACTIVE);
        site.bench.runFor(MINUTE);

        assertEquals("0+3", site.running("nginx:1", "nginx:2"));
        assertEquals(status, site.bench.service(site.web).updateStatus());
    }

    @Test
    void doesNotWaitForANodeThatIsDown() {
        site.bench.agents().state(N1, NodeState.DOWN);

        site.update(Specs.image("nginx:2"));
        site.bench.runFor(MINUTE);

        assertEquals("0+2", site.running("nginx:1", "nginx:2"));
        assertEquals("completed", site.state());
    }

    @Test
    void goesOnWhenTheNodeInWorkIsRemoved() {
        site.update(Specs.image("nginx:2"));

        site.bench.users().remove(N1);
        site.bench.runFor(MINUTE);

        assertEquals("0+2", site.running("nginx:1", "nginx:2"));
        assertEquals("completed", site.state());
    }
}
