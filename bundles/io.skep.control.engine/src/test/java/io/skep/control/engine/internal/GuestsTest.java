package io.skep.control.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.control.Command;
import io.skep.control.Refusal.Code;
import io.skep.model.Guest;
import io.skep.model.NodeId;
import io.skep.model.TaskId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers that are no tasks, in networks. Source: swarm-behaviour NW-3, TK-14. */
class GuestsTest {

    @TempDir private Path directory;
    private Bench bench;

    @BeforeEach
    void found() {
        bench = Bench.founded(directory);
        bench.ok(new Command.CreateNetwork(Specs.network("open", false, true)));
        bench.ok(new Command.CreateNetwork(Specs.network("shut", false, false)));
    }

    @Test
    void NW_3_onlyAttachableNetworksLetThemIn() {
        bench.ok(admit("open", "g", "box"));

        var refusal = bench.refused(admit("shut", "g", "box"));

        assertEquals(Code.FORBIDDEN, refusal.code());
        assertEquals(
                "rpc error: code = PermissionDenied desc = network shut not manually attachable",
                refusal.getMessage());
        assertEquals(List.of("box"), names("open"));
        assertEquals(List.of(), names("shut"));
    }

    @Test
    void whoComesAgainIsCalledAsItSaysNow() {
        bench.ok(admit("open", "g", "box"));
        bench.ok(admit("open", "g", "renamed"));

        assertEquals(List.of("renamed"), names("open"));
    }

    @Test
    void theirNetworkStaysUntilTheyAreGone() {
        bench.ok(admit("open", "g", "box"));
        var network = bench.networkNamed("open");

        assertEquals(
                "rpc error: code = FailedPrecondition desc = network "
                        + network
                        + " is in use by task g",
                bench.refused(new Command.RemoveNetwork("open")).getMessage());
        bench.ok(dismiss(network, "another", "g"));
        assertEquals(List.of("box"), names("open"));
        bench.ok(dismiss(network, self(), "g"));
        bench.ok(dismiss(network, self(), "g"));

        bench.ok(new Command.RemoveNetwork("open"));
    }

    private String self() {
        return bench.view().nodes().iterator().next().id().value();
    }

    private Command admit(String network, String id, String name) {
        var guest = new Guest(new TaskId(id), new NodeId(self()), name, List.of(), List.of());
        return new Command.AdmitGuest(network, guest);
    }

    private static Command dismiss(String network, String node, String guest) {
        return new Command.DismissGuest(network, new NodeId(node), new TaskId(guest));
    }

    private List<String> names(String network) {
        return bench
                .view()
                .networks()
                .get(bench.networkNamed(network))
                .orElseThrow()
                .guestsOrNone()
                .guests()
                .stream()
                .map(Guest::name)
                .toList();
    }
}
