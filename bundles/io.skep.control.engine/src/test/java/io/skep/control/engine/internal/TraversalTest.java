package io.skep.control.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.Command;
import io.skep.control.Refusal.Code;
import io.skep.model.spec.ConfigReference;
import io.skep.model.spec.FileTarget;
import io.skep.model.spec.Payload;
import io.skep.model.spec.SecretReference;
import io.skep.model.spec.ServiceSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names and targets that want to be paths to somewhere else. Source: consensus-and-faults A16.
 * {@code -Dskep.seed} repeats.
 */
class TraversalTest {

    private static final int COUNT = 500;
    private static final long SEED = Long.getLong("skep.seed", 42);
    private static final List<String> PARTS =
            List.of(
                    "..",
                    ".",
                    "/",
                    "\\",
                    "\0",
                    "etc/passwd",
                    "%2e%2e%2f",
                    "\u2024\u2024",
                    "\uff0e\uff0e\uff0f",
                    "\u202e",
                    "\n",
                    "~",
                    "$(id)",
                    "x".repeat(10_000));

    @TempDir private Path directory;
    private final Random random = new Random(SEED);
    private Bench bench;

    @BeforeEach
    void found() {
        bench = Bench.founded(directory);
    }

    @Test
    void A16_nothingIsCalledLikeAPath() {
        var before = bench.view();
        for (int n = 0; n < COUNT; n++) {
            var name = hostile();
            for (var command :
                    List.of(
                            new Command.CreateService(Specs.service(name), Payload.EMPTY),
                            new Command.CreateSecret(Specs.secret(name)),
                            new Command.CreateConfig(Specs.config(name)),
                            new Command.CreateNetwork(Specs.network(name, false, false)))) {
                assertEquals(Code.INVALID, bench.refused(command).code(), name);
            }
        }
        assertSame(before, bench.view());
    }

    @Test
    void A16_noReferenceHasATargetThatLeadsOutOfTheContainer() {
        var secret = bench.ok(new Command.CreateSecret(Specs.secret("key"))).id();
        var config = bench.ok(new Command.CreateConfig(Specs.config("page"))).id();
        int refused = 0;
        for (int n = 0; n < COUNT; n++) {
            var target = new FileTarget("a/" + hostile(), "0", "0", 0444);
            var spec =
                    named(
                            "web" + n,
                            new SecretReference(target, secret, "key"),
                            new ConfigReference(target, null, config, "page"));
            var command = new Command.CreateService(spec, Payload.EMPTY);
            if (leadsOut(target.name())) {
                assertEquals(Code.INVALID, bench.refused(command).code(), target.name());
                refused++;
            } else {
                bench.ok(command);
            }
        }
        assertTrue(refused > COUNT / 4 && refused < COUNT, refused + " were refused");
    }

    private static boolean leadsOut(String target) {
        return target.contains("\0")
                || target.endsWith("/")
                || target.length() > 4_095
                || Arrays.asList(target.split("/")).contains("..");
    }

    private static ServiceSpec named(String name, SecretReference secret, ConfigReference config) {
        var container = Specs.container(List.of(), null, List.of(secret), List.of(config));
        return Specs.service(name, container);
    }

    /** At least one part of it is in no name. */
    private String hostile() {
        var parts = new ArrayList<String>();
        int many = 1 + random.nextInt(5);
        for (int n = 0; n < many; n++) {
            parts.add(PARTS.get(random.nextInt(PARTS.size())));
            parts.add(random.nextBoolean() ? "/" : "web");
        }
        return String.join("", parts);
    }
}
