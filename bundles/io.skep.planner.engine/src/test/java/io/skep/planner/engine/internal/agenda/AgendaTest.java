package io.skep.planner.engine.internal.agenda;

import static io.skep.planner.engine.internal.Samples.NOW;
import static io.skep.planner.engine.internal.Samples.node;
import static io.skep.planner.engine.internal.Samples.observed;
import static io.skep.planner.engine.internal.Samples.on;
import static io.skep.planner.engine.internal.Samples.pending;
import static io.skep.planner.engine.internal.Samples.planned;
import static io.skep.planner.engine.internal.Samples.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.Change;
import io.skep.model.ClusterId;
import io.skep.model.Kind;
import io.skep.model.NetworkId;
import io.skep.model.NetworkSeats;
import io.skep.model.Part;
import io.skep.model.ServiceId;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.NetworkSpec;
import io.skep.model.spec.ServiceMode;
import io.skep.store.Commit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgendaTest {

    private final Agenda agenda = new Agenda();
    private State state = State.EMPTY;

    @BeforeEach
    void aClusterThatWasLookedAt() {
        commit(
                node("n1"),
                node("n2"),
                wish("on1", 1),
                wish("on2", 1),
                wish("everywhere", new ServiceMode.Global()),
                wish("waits", 1),
                planned("t1", on("n1", "on1")),
                planned("t2", on("n2", "on2")),
                planned("t3", pending("waits")),
                planned("t4", on("n2", "orphan")));
        agenda.take(state);
    }

    private void commit(Change... changes) {
        var stamp = new Stamp(state.index() + 1, NOW);
        var before = state;
        state = state.after(List.of(changes), stamp);
        agenda.commit(new Commit(stamp, List.of(changes), before, state));
    }

    private List<String> services() {
        return agenda.take(state).services().stream().map(ServiceId::value).toList();
    }

    @Test
    void looksAtTheServiceOfAChangedTask() {
        commit(observed("t1", TaskState.RUNNING));

        assertEquals(List.of("on1"), services());
        assertTrue(agenda.isEmpty());
    }

    @Test
    void looksAtChangedAndRemovedServices() {
        commit(wish("on2", 3));

        assertEquals(List.of("on2"), services());
    }

    @Test
    void looksAtWhatWaitsWhenAServiceIsRemovedThatMayHaveHadWhatItWaitsFor() {
        commit(Change.remove(Kind.SERVICE, new ServiceId("on1")));

        assertEquals(List.of("on1", "waits"), services());
    }

    @Test
    void looksAtNothingWhenAddressesOfANetworkWereGiven() {
        var id = new NetworkId("net");
        commit(
                Change.put(
                        Part.NETWORK_SPEC,
                        id,
                        new NetworkSpec(
                                "net", Map.of(), "overlay", Map.of(), false, false, false, false,
                                null, "", "swarm")));
        agenda.take(state);

        commit(Change.put(Part.NETWORK_SEATS, id, NetworkSeats.NONE.given(List.of("10.0.0.9"))));

        assertTrue(agenda.isEmpty());
    }

    @Test
    void looksAtChangedNetworksAndAtWhatWaitsForThem() {
        commit(Change.remove(Kind.NETWORK, new NetworkId("gone")));
        var work = agenda.take(state);

        assertEquals(List.of(new NetworkId("gone")), List.copyOf(work.networks()));
        assertEquals(List.of("waits"), work.services().stream().map(ServiceId::value).toList());
    }

    @Test
    void looksAtTheServicesAChangedNodeAffects() {
        commit(node("n1"));
        var work = agenda.take(state);

        assertEquals(1, work.nodes().size());
        assertTrue(work.reschedule());
        assertEquals(
                List.of("everywhere", "on1", "waits"),
                work.services().stream().map(ServiceId::value).toList());
    }

    @Test
    void forgetsServicesThatNoLongerWait() {
        commit(planned("t3", on("n2", "waits")));
        agenda.take(state);
        commit(node("n1"));

        assertEquals(List.of("everywhere", "on1"), services());
    }

    @Test
    void looksAtEverythingWhenPoliciesChange() {
        commit(Change.put(Part.CLUSTER_SPEC, new ClusterId("c"), ClusterSpec.defaults()));
        var work = agenda.take(state);

        assertEquals(2, work.nodes().size());
        assertEquals(
                List.of("everywhere", "on1", "on2", "orphan", "waits"),
                work.services().stream().map(ServiceId::value).toList());
    }

    @Test
    void reschedulesWhenATaskEndsOrGoes() {
        commit(observed("t1", TaskState.RUNNING));
        assertFalse(agenda.take(state).reschedule());

        commit(observed("t1", TaskState.FAILED));
        assertTrue(agenda.take(state).reschedule());

        commit(Change.remove(Kind.TASK, new TaskId("t2")));
        assertTrue(agenda.take(state).reschedule());
    }

    @Test
    void looksAgainAtWhatALostDraftLookedAt() {
        commit(wish("on2", 3));
        agenda.again(agenda.take(state));

        assertTrue(services().contains("on2"));
    }
}
