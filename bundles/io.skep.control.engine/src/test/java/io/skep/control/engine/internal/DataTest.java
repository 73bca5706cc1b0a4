package io.skep.control.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.Command;
import io.skep.control.Refusal.Code;
import io.skep.model.ServiceWish;
import io.skep.model.spec.ConfigReference;
import io.skep.model.spec.ConfigSpec;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Driver;
import io.skep.model.spec.FileTarget;
import io.skep.model.spec.Payload;
import io.skep.model.spec.SecretReference;
import io.skep.model.spec.SecretSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets and configs. Source: swarm-behaviour SE-1 to SE-5. */
class DataTest {

    private static final String INVALID = "rpc error: code = InvalidArgument desc = ";
    private static final FileTarget FILE = new FileTarget("f", "0", "0", 292);

    @TempDir private Path directory;
    private Bench bench;

    @BeforeEach
    void found() {
        bench = Bench.founded(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-a", "a-", ".", "a/b", "a b", "\u00e9", "x{65}"})
    void refusesNamesThatNeverWere(String name) {
        var wrong = name.equals("x{65}") ? "x".repeat(65) : name;
        var text =
                INVALID
                        + "invalid name, only 64 [a-zA-Z0-9-_.] characters allowed, and the start"
                        + " and end character must be [a-zA-Z0-9]";

        assertRefused(Code.INVALID, text, new Command.CreateSecret(Specs.secret(wrong)));
        assertRefused(Code.INVALID, text, new Command.CreateConfig(Specs.config(wrong)));
    }

    @Test
    void refusesNothingAsAName() {
        var text = INVALID + "name must be provided";

        assertRefused(Code.INVALID, text, new Command.CreateSecret(Specs.secret("")));
        assertRefused(Code.INVALID, text, new Command.CreateConfig(Specs.config("")));
    }

    @Test
    void takesNamesAndSizesUpToTheirLimits() {
        bench.ok(new Command.CreateSecret(secret("x".repeat(64), 512_000)));
        bench.ok(new Command.CreateConfig(config("x".repeat(64), 1_024_000)));
        bench.ok(new Command.CreateSecret(secret("a_b-c.D", 1)));
    }

    @Test
    void refusesSizesBeyondTheirLimits() {
        var secrets = INVALID + "secret data must be larger than 0 and less than 512000 bytes";
        var configs = INVALID + "config data must be larger than 0 and less than 1024000 bytes";

        assertRefused(Code.INVALID, secrets, new Command.CreateSecret(secret("s", 0)));
        assertRefused(Code.INVALID, secrets, new Command.CreateSecret(secret("s", 512_001)));
        assertRefused(Code.INVALID, configs, new Command.CreateConfig(config("c", 0)));
        assertRefused(Code.INVALID, configs, new Command.CreateConfig(config("c", 1_024_001)));
    }

    @Test
    void refusesDriversThatNobodyHas() {
        var driver = new Driver("vault", Map.of());
        assertRefused(
                Code.UNKNOWN,
                "rpc error: code = Unknown desc = plugin \"vault\" not found",
                new Command.CreateSecret(
                        new SecretSpec("s", Map.of(), Payload.EMPTY, driver, null)));
        assertRefused(
                Code.INVALID,
                INVALID + "secret with a driver must not have data",
                new Command.CreateSecret(new SecretSpec("t", Map.of(), data(1), driver, null)));
        assertRefused(
                Code.INVALID,
                INVALID + "secret driver must have a name",
                new Command.CreateSecret(
                        new SecretSpec(
                                "t", Map.of(), Payload.EMPTY, new Driver("", Map.of()), null)));
    }

    @Test
    void refusesNamesThatAreTaken() {
        bench.ok(new Command.CreateSecret(Specs.secret("a")));
        bench.ok(new Command.CreateConfig(Specs.config("a")));

        assertRefused(
                Code.CONFLICT,
                "rpc error: code = AlreadyExists desc = secret a already exists",
                new Command.CreateSecret(Specs.secret("a")));
        assertRefused(
                Code.CONFLICT,
                "rpc error: code = AlreadyExists desc = config A already exists",
                new Command.CreateConfig(Specs.config("A")));
    }

    @Test
    void changesLabelsOnly() {
        var secret = bench.ok(new Command.CreateSecret(Specs.secret("a"))).id();
        var config = bench.ok(new Command.CreateConfig(Specs.config("a"))).id();
        var labels = Map.of("k", "v");

        bench.ok(updating(secret, new SecretSpec("a", labels, Payload.EMPTY, null, null)));
        bench.ok(updating(secret, new SecretSpec("a", labels, data(1), null, null)));
        bench.ok(updating(config, new ConfigSpec("a", labels, Payload.EMPTY, null)));
        bench.ok(updating(config, new ConfigSpec("a", labels, data(1), null)));

        var spec = bench.view().secrets().get(secret).orElseThrow().spec().value();
        assertEquals(new SecretSpec("a", labels, data(1), null, null), spec);
        var kept = bench.view().configs().get(config).orElseThrow().spec().value();
        assertEquals(new ConfigSpec("a", labels, data(1), null), kept);
    }

    @Test
    void refusesEveryOtherChange() {
        var secret = bench.ok(new Command.CreateSecret(Specs.secret("a"))).id();
        var config = bench.ok(new Command.CreateConfig(Specs.config("a"))).id();
        var text = INVALID + "only updates to Labels are allowed";
        var golang = new Driver("golang", Map.of());

        for (var other :
                List.of(
                        new SecretSpec("b", Map.of(), data(1), null, null),
                        new SecretSpec("a", Map.of(), data(2), null, null),
                        new SecretSpec("a", Map.of(), data(1), golang, null),
                        new SecretSpec("a", Map.of(), data(1), null, golang))) {
            assertRefused(Code.INVALID, text, updating(secret, other));
        }
        for (var other :
                List.of(
                        new ConfigSpec("b", Map.of(), data(1), null),
                        new ConfigSpec("a", Map.of(), data(2), null),
                        new ConfigSpec("a", Map.of(), data(1), golang))) {
            assertRefused(Code.INVALID, text, updating(config, other));
        }
    }

    @Test
    void refusesUpdatesOfWhatSomebodyElseChanged() {
        var secret = bench.ok(new Command.CreateSecret(Specs.secret("a"))).id();
        var config = bench.ok(new Command.CreateConfig(Specs.config("a"))).id();
        var text = "rpc error: code = Unknown desc = update out of sequence";

        assertRefused(Code.UNKNOWN, text, new Command.UpdateSecret(secret, 1, Specs.secret("a")));
        assertRefused(Code.UNKNOWN, text, new Command.UpdateConfig(config, 1, Specs.config("a")));
    }

    @Test
    void removesByNameWhatNobodyUses() {
        bench.ok(new Command.CreateSecret(Specs.secret("a")));
        bench.ok(new Command.CreateConfig(Specs.config("b")));

        bench.ok(new Command.RemoveSecret("a"));
        bench.ok(new Command.RemoveConfig("b"));

        assertEquals(0, bench.view().secrets().size());
        assertRefused(Code.NOT_FOUND, "secret a not found", new Command.RemoveSecret("a"));
        assertRefused(Code.NOT_FOUND, "config b not found", new Command.RemoveConfig("b"));
    }

    @Test
    void refusesToRemoveWhatServicesUse() {
        var secret = bench.ok(new Command.CreateSecret(Specs.secret("a"))).id();
        var config = bench.ok(new Command.CreateConfig(Specs.config("c"))).id();
        var container =
                Specs.container(
                        List.of(),
                        null,
                        List.of(new SecretReference(FILE, secret, "a")),
                        List.of(new ConfigReference(FILE, null, config, "c")));
        bench.create(Specs.service("web", container));

        assertRefused(
                Code.INVALID,
                INVALID + "secret 'a' is in use by the following service: web",
                new Command.RemoveSecret("a"));
        bench.create(Specs.service("app", container));
        assertRefused(
                Code.INVALID,
                INVALID + "config 'c' is in use by the following services: app, web",
                new Command.RemoveConfig("c"));
    }

    @Test
    void aSuccessorTakesThePlaceInEveryServiceAndCanBeRolledBack() {
        var before = bench.ok(new Command.CreateSecret(Specs.secret("a"))).id();
        var conf = bench.ok(new Command.CreateConfig(Specs.config("c"))).id();
        var web =
                bench.create(
                        Specs.service(
                                "web",
                                Specs.container(
                                        List.of(),
                                        null,
                                        List.of(new SecretReference(FILE, before, "a")),
                                        List.of(new ConfigReference(FILE, null, conf, "c")))));
        var app = bench.create(Specs.service("app"));
        var untouched = wish(app);
        var labels = Map.of("skep.replaces", "a");

        var next =
                bench.ok(
                                new Command.CreateSecret(
                                        new SecretSpec("a2", labels, data(2), null, null)))
                        .id();

        var secrets = container(web).secrets();
        assertEquals(List.of(new SecretReference(FILE, next, "a2")), secrets);
        assertEquals("c", container(web).configs().get(0).configName());
        assertEquals(untouched, wish(app));
        var previous = wish(web).previous();
        assertEquals(
                List.of(new SecretReference(FILE, before, "a")),
                previous == null ? null : previous.taskTemplate().containerSpec().secrets());
        bench.ok(new Command.RemoveSecret("a"));
        assertRefused(
                Code.INVALID,
                INVALID + "secret not found: a",
                new Command.CreateSecret(new SecretSpec("a3", labels, data(3), null, null)));
        bench.ok(
                new Command.CreateConfig(
                        new ConfigSpec("c2", Map.of("skep.replaces", "c"), data(2), null)));
        assertEquals("c2", container(web).configs().get(0).configName());
    }

    private ServiceWish wish(String service) {
        return bench.view().services().get(service).orElseThrow().wish().value();
    }

    private ContainerSpec container(String service) {
        return wish(service).spec().taskTemplate().containerSpec();
    }

    @Test
    void removesWhatOnlyAWishBeforeUsed() {
        var secret = bench.ok(new Command.CreateSecret(Specs.secret("a"))).id();
        var container =
                Specs.container(
                        List.of(),
                        null,
                        List.of(new SecretReference(FILE, secret, "a")),
                        List.of());
        var id = bench.create(Specs.service("web", container));
        bench.update(id, Specs.service("web"));

        bench.ok(new Command.RemoveSecret("a"));

        assertTrue(bench.view().secrets().get(secret).isEmpty());
    }

    @Test
    void refusesReferencesWhoseNameIsAnothers() {
        var secret = bench.ok(new Command.CreateSecret(Specs.secret("a"))).id();
        var container =
                Specs.container(
                        List.of(),
                        null,
                        List.of(new SecretReference(FILE, secret, "b")),
                        List.of());

        assertRefused(
                Code.INVALID,
                INVALID + "secret not found: b",
                new Command.CreateService(Specs.service("web", container), Payload.EMPTY));
    }

    @Test
    void takesCredentialConfigsWithoutATarget() {
        var config = bench.ok(new Command.CreateConfig(Specs.config("c"))).id();
        var reference =
                new ConfigReference(null, new io.skep.model.spec.RuntimeTarget(), config, "c");

        bench.create(
                Specs.service(
                        "web", Specs.container(List.of(), null, List.of(), List.of(reference))));
    }

    private void assertRefused(Code code, String text, Command command) {
        var refusal = bench.refused(command);
        assertEquals(text, refusal.getMessage());
        assertEquals(code, refusal.code());
    }

    private Command updating(String id, SecretSpec spec) {
        var version = bench.view().secrets().get(id).orElseThrow().spec().version();
        return new Command.UpdateSecret(id, version, spec);
    }

    private Command updating(String id, ConfigSpec spec) {
        var version = bench.view().configs().get(id).orElseThrow().spec().version();
        return new Command.UpdateConfig(id, version, spec);
    }

    private static SecretSpec secret(String name, int size) {
        return new SecretSpec(name, Map.of(), Payload.of(new byte[size]), null, null);
    }

    private static ConfigSpec config(String name, int size) {
        return new ConfigSpec(name, Map.of(), Payload.of(new byte[size]), null);
    }

    private static Payload data(int value) {
        return Payload.of(new byte[] {(byte) value});
    }
}
