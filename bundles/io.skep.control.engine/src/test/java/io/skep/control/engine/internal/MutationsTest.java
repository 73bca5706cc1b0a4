package io.skep.control.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.Command;
import io.skep.control.Receipt;
import io.skep.control.Refusal;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.Payload;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of commands that are wrong somewhere: each is carried out whole, or refused and leaves
 * nothing. What is carried out went through the codec: the bench's store keeps only bytes.
 */
class MutationsTest {

    private static final int MANY = 2_000;

    /** All that may be answered as something that went wrong on our side. */
    private static final Pattern EXPECTED_500 =
            Pattern.compile(
                    "network .* not found"
                            + "|unrecognized rollback option .*"
                            + "|rpc error: code = Unknown desc = (update out of sequence"
                            + "|constraint expected one operator from ==, !="
                            + "|key '.*' is invalid|value '.*' is invalid)",
                    Pattern.DOTALL);

    @TempDir private Path directory;

    @Test
    void createsOrRefusesServices() {
        var bench = Bench.founded(directory);
        var seed = new Command.CreateService(Everything.service(bench), Payload.EMPTY);

        int accepted = mutate(bench, () -> seed, id -> new Command.RemoveService(id));

        assertSome(accepted);
    }

    @Test
    void updatesOrRefusesServices() {
        var bench = Bench.founded(directory);
        var spec = Everything.service(bench);
        var id = bench.create(spec);
        bench.update(id, spec);

        int accepted =
                mutate(
                        bench,
                        () -> bench.updating(id, spec, ""),
                        any -> bench.updating(id, spec, ""));

        assertSome(accepted);
    }

    @Test
    void createsOrRefusesSecrets() {
        var bench = Bench.founded(directory);
        var seed = new Command.CreateSecret(Everything.secret());

        assertSome(mutate(bench, () -> seed, Command.RemoveSecret::new));
    }

    @Test
    void updatesOrRefusesSecrets() {
        var bench = Bench.founded(directory);
        var id = bench.ok(new Command.CreateSecret(Everything.secret())).id();
        Supplier<Command.UpdateSecret> seed =
                () ->
                        new Command.UpdateSecret(
                                id,
                                bench.view().secrets().get(id).orElseThrow().spec().version(),
                                Everything.secret());

        assertSome(mutate(bench, seed, any -> seed.get()));
    }

    @Test
    void createsOrRefusesConfigs() {
        var bench = Bench.founded(directory);
        var seed = new Command.CreateConfig(Everything.config());

        assertSome(mutate(bench, () -> seed, Command.RemoveConfig::new));
    }

    @Test
    void updatesOrRefusesConfigs() {
        var bench = Bench.founded(directory);
        var id = bench.ok(new Command.CreateConfig(Everything.config())).id();
        Supplier<Command.UpdateConfig> seed =
                () ->
                        new Command.UpdateConfig(
                                id,
                                bench.view().configs().get(id).orElseThrow().spec().version(),
                                Everything.config());

        assertSome(mutate(bench, seed, any -> seed.get()));
    }

    @Test
    void createsOrRefusesNetworks() {
        var bench = Bench.founded(directory);
        var seed = new Command.CreateNetwork(Everything.network());

        assertSome(mutate(bench, () -> seed, Command.RemoveNetwork::new));
    }

    @Test
    void updatesOrRefusesNodes() {
        var bench = Bench.founded(directory);
        var id = bench.local().nodeId();
        var spec = new NodeSpec("n", Map.of("l", "v"), NodeRole.MANAGER, Availability.ACTIVE);
        Supplier<Command.UpdateNode> seed =
                () ->
                        new Command.UpdateNode(
                                id,
                                bench.view().nodes().get(id).orElseThrow().spec().version(),
                                spec);

        assertSome(mutate(bench, seed, any -> seed.get()));
    }

    @Test
    void updatesOrRefusesTheCluster() {
        var bench = Bench.founded(directory);
        Supplier<Command.UpdateCluster> seed =
                () ->
                        new Command.UpdateCluster(
                                bench.view().cluster().orElseThrow().spec().version(),
                                ClusterSpec.defaults(),
                                false,
                                false,
                                false);

        assertSome(mutate(bench, seed, any -> seed.get()));
    }

    @Test
    void refusesRemovalsOfWhatIsNotThere() {
        var bench = Bench.founded(directory);
        var seeds =
                List.of(
                        new Command.RemoveService("s"),
                        new Command.RemoveNode("n", true),
                        new Command.RemoveSecret("s"),
                        new Command.RemoveConfig("c"),
                        new Command.RemoveNetwork("n"),
                        new Command.UsePlug("scheduler", "spread"));
        var random = new Random(5);

        for (int i = 0; i < MANY; i++) {
            submit(bench, new Mutant(random).of((Record) seeds.get(i % seeds.size())), i);
        }
    }

    @Test
    void foundsOrRefusesClusters() {
        var random = new Random(6);
        var seed =
                new Command.InitCluster(
                        "127.0.0.1:2377",
                        "127.0.0.1",
                        Availability.ACTIVE,
                        ClusterSpec.defaults(),
                        false);
        var bench = new Bench(directory);
        bench.founds = false;

        for (int i = 0; i < MANY; i++) {
            submit(bench, new Mutant(random).of(seed), i);
        }

        assertSome(bench.asked);
    }

    private static int mutate(
            Bench bench, Supplier<? extends Command> seed, Function<String, Command> back) {
        var random = new Random(1);
        int accepted = 0;
        for (int i = 0; i < MANY; i++) {
            var receipt = submit(bench, new Mutant(random).of((Record) seed.get()), i);
            if (receipt != null) {
                accepted++;
                bench.ok(back.apply(receipt.id()));
            }
        }
        return accepted;
    }

    /** The receipt; null after a refusal. */
    private static Receipt submit(Bench bench, Record mutant, int number) {
        var before = bench.view();
        try {
            return bench.await(bench.room.submit((Command) mutant));
        } catch (CompletionException failed) {
            var cause = failed.getCause();
            var what = "mutant " + number + " " + mutant + ": " + cause;
            assertEquals(Refusal.class, cause.getClass(), what);
            var refusal = (Refusal) cause;
            assertTrue(
                    refusal.code() != Refusal.Code.UNKNOWN
                            || EXPECTED_500.matcher(refusal.getMessage()).matches(),
                    what);
            assertSame(before, bench.view(), what);
            return null;
        }
    }

    private static void assertSome(int accepted) {
        assertTrue(accepted > MANY / 20, "only " + accepted + " were carried out");
        assertTrue(accepted < MANY, "all were carried out");
    }
}
