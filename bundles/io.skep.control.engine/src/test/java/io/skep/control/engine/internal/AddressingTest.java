package io.skep.control.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.control.Command;
import io.skep.model.spec.Addressing;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ClusterSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a cluster's networks get their addresses from. Source: swarm-behaviour NW-6. */
class AddressingTest {

    private static final String INVALID = "rpc error: code = InvalidArgument desc = ";

    @TempDir private Path directory;

    private static Command.InitCluster init(Addressing addressing) {
        var spec = ClusterSpec.defaults().withAddressing(addressing);
        return new Command.InitCluster("", "", Availability.ACTIVE, spec, false);
    }

    private static Addressing stored(Bench bench) {
        return bench.view().cluster().orElseThrow().spec().value().addressing();
    }

    @Test
    void isKeptFromTheBeginningWhateverIsUpdated() {
        var bench = new Bench(directory);
        var chosen = new Addressing(List.of("10.20.0.0/16", "10.30.0.0/16"), 26, 5000);
        bench.ok(init(chosen));
        assertEquals(chosen, stored(bench));

        var version = bench.view().cluster().orElseThrow().spec().version();
        bench.ok(new Command.UpdateCluster(version, ClusterSpec.defaults(), false, false, false));

        assertEquals(chosen, stored(bench));
    }

    @Test
    void isRefusedWhenItMakesNoSense() {
        refused("subnet size is out of range: 30", List.of("10.0.0.0/8"), 30, 0);
        refused("invalid base pool x: invalid CIDR address: x", List.of("x"), 24, 0);
        refused(
                "invalid CIDR: \"10.0.0.0/25\". Subnet size is too small for pool: 24",
                List.of("10.0.0.0/25"),
                24,
                0);
        refused(
                "invalid CIDR: 10.1.0.0/16 is overlapping with 10.0.0.0/8",
                List.of("10.0.0.0/8", "10.1.0.0/16"),
                24,
                0);
        refused(
                "The datapath port number is not in valid range (1024 - 49151) : 80",
                List.of(),
                24,
                80);
    }

    private void refused(String text, List<String> pools, int size, int port) {
        var refusal = new Bench(directory).refused(init(new Addressing(pools, size, port)));
        assertEquals(INVALID + text, refusal.getMessage());
    }
}
