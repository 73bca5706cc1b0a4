package io.skep.runtime.engine.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.Config;
import io.skep.model.ConfigId;
import io.skep.model.Secret;
import io.skep.model.SecretId;
import io.skep.model.Stored;
import io.skep.model.TaskState;
import io.skep.model.spec.ConfigReference;
import io.skep.model.spec.ConfigSpec;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Driver;
import io.skep.model.spec.FileTarget;
import io.skep.model.spec.Payload;
import io.skep.model.spec.RuntimeTarget;
import io.skep.model.spec.SecretReference;
import io.skep.model.spec.SecretSpec;
import io.skep.runtime.engine.internal.file.TaskFile;
import io.skep.slice.Enclosures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source: swarm-behaviour SE-6 to SE-9, SE-11, TK-8. */
class EnclosureTest {

    private static final Driver GOLANG = new Driver("golang", Map.of());

    private final Rig rig = new Rig(1);
    private final TreeMap<SecretId, Secret> secrets = new TreeMap<>();
    private final TreeMap<ConfigId, Config> configs = new TreeMap<>();

    @AfterEach
    void noStepFailed() {
        rig.assertNothingFailed();
    }

    @Test
    void SE_7_givesSecretsAndConfigsToTheContainer() {
        secret("key", "s3cret", null);
        config("conf", "x=1", null);
        rig.start();

        var task =
                rig.task(
                        "t",
                        container(
                                List.of(secretAt("key", "key"), secretAt("key", "/etc/key")),
                                List.of(configAt("conf", "conf"))));

        assertEquals(TaskState.RUNNING, rig.state(task));
        assertEquals(
                List.of("/run/secrets/key", "/etc/key", "/conf"),
                rig.vault.kept.get(task).stream().map(TaskFile::target).toList());
        assertEquals(
                new TaskFile("/conf", text("x=1"), 7, 8, 0444), rig.vault.kept.get(task).get(2));
        assertEquals(1, rig.count("show /run/secrets/key"));
        assertEquals(1, rig.count("show /conf"));
    }

    @Test
    void SE_6_forgetsTheFilesWhenTheTaskEnds() {
        secret("key", "s3cret", null);
        rig.start();
        var task = rig.task("t", container(List.of(secretAt("key", "key")), List.of()));
        assertTrue(rig.vault.kept.containsKey(task));

        rig.machine.ends(task, 1);
        rig.pass(Duration.ofMillis(200));

        assertEquals(TaskState.FAILED, rig.state(task));
        assertEquals(Map.of(), rig.vault.kept);
    }

    @Test
    void SE_6_forgetsTheFilesOfATaskThatIsStopped() {
        secret("key", "s3cret", null);
        rig.start();
        var task = rig.task("t", container(List.of(secretAt("key", "key")), List.of()));

        rig.want(task, TaskState.SHUTDOWN);

        assertEquals(TaskState.SHUTDOWN, rig.state(task));
        assertEquals(Map.of(), rig.vault.kept);
    }

    @Test
    void TK_8_adoptsWhatRunsAndLetsNewTasksWaitUntilAManagerIsHeard() {
        secret("key", "s3cret", null);
        rig.start();
        var running = rig.task("t", container(List.of(secretAt("key", "key")), List.of()));
        rig.crash();
        rig.slice.silent();

        rig.start();
        var late = rig.task("u", container(List.of(secretAt("key", "key")), List.of()));
        assertEquals(TaskState.RUNNING, rig.state(running));
        assertTrue(rig.vault.kept.containsKey(running));
        assertEquals(TaskState.PREPARING, rig.state(late));
        secret("key", "s3cret", null);
        rig.pass(Duration.ofMillis(200));

        assertEquals(TaskState.RUNNING, rig.state(late));
        assertEquals(1, rig.count("start t"));
    }

    @Test
    void forgetsWhatWasLeftOfTasksThatEndedWhileNobodyWatched() {
        secret("key", "s3cret", null);
        rig.start();
        var task = rig.task("t", container(List.of(secretAt("key", "key")), List.of()));
        rig.crash();
        rig.slice.remove(task);

        rig.start();

        assertEquals(Map.of(), rig.vault.kept);
    }

    @Test
    void trap_82_rejectsATaskWhoseSecretWasRemoved() {
        rig.slice.enclose(Enclosures.NONE);
        rig.start();

        rig.task("t", container(List.of(secretAt("key", "key")), List.of()));

        assertEquals("REJECTED preparing secret key does not exist", last());
    }

    @Test
    void SE_8_refusesAConfigAsCredentialSpec() {
        config("conf", "x=1", null);
        rig.start();

        var reference = new ConfigReference(null, new RuntimeTarget(), "conf", "conf");
        rig.task("t", container(List.of(), List.of(reference)));

        assertEquals(
                "REJECTED preparing config conf: credential specs are for Windows containers, this"
                        + " node has none",
                last());
    }

    @Test
    void SE_10_rejectsATaskWhoseSecretIsWithADriver() {
        var spec =
                new SecretSpec("key", Map.of(), Payload.EMPTY, new Driver("hsm", Map.of()), null);
        secrets.put(new SecretId("key"), new Secret(new SecretId("key"), stored(spec)));
        rig.slice.enclose(new Enclosures(secrets, configs));
        rig.start();

        rig.task("t", container(List.of(secretAt("key", "key")), List.of()));

        assertEquals("REJECTED preparing secret key: there is no secret driver hsm", last());
    }

    @Test
    void rejectsATaskWhoseFilesCannotBeKept() {
        secret("key", "s3cret", null);
        rig.vault.refusal = "there is no memory";
        rig.start();

        rig.task("t", container(List.of(secretAt("key", "key")), List.of()));

        assertEquals("REJECTED preparing there is no memory", last());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{{.Service.Name}}.{{.Task.Slot}}|kit.1",
                "{{.Node.Hostname}} {{.Node.Platform.OS}}|memory linux",
                "{{secret \"key\"}}!|s3cret!",
                "{{printf \"%s;\" (config \"conf\")}}|x=1;",
                "{{env \"MODE\"}}/{{env \"NONE\"}}.|fast/.",
            })
    void SE_11_expandsTemplatesInPayloads(String template, String expanded) {
        secret("key", "s3cret", null);
        config("conf", "x=1", null);
        config("page", template, GOLANG);
        rig.start();

        var task =
                rig.task(
                        "t",
                        container(
                                List.of(secretAt("key", "key")),
                                List.of(configAt("conf", "conf"), configAt("page", "/p"))));

        assertEquals(text(expanded), rig.vault.kept.get(task).get(2).content());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{secret `nope`}}|expanding config page failed: error calling secret: secret target"
                        + " nope not found",
                "{{.Nope}}|expanding config page failed: template: expansion:1:2: executing"
                        + " \"expansion\" at <.Nope>: can't evaluate field Nope in type"
                        + " template.Context",
            })
    void SE_11_rejectsATaskWhoseTemplateIsWrong(String template, String error) {
        config("page", template, GOLANG);
        rig.start();

        rig.task("t", container(List.of(), List.of(configAt("page", "/p"))));

        assertEquals("REJECTED preparing " + error, last());
    }

    @Test
    void leavesPayloadsWithoutTemplateDriverAlone() {
        config("page", "{{.Nope}}", null);
        rig.start();

        var task = rig.task("t", container(List.of(), List.of(configAt("page", "/p"))));

        assertEquals(text("{{.Nope}}"), rig.vault.kept.get(task).get(0).content());
    }

    @Test
    void A16_keepsTargetsInsideTheContainer() {
        secret("key", "s3cret", null);
        rig.start();

        var up = container(List.of(secretAt("key", "../../../etc/passwd")), List.of());
        var task = rig.task("t", up);

        assertEquals("/etc/passwd", rig.vault.kept.get(task).get(0).target());
    }

    private String last() {
        return rig.slice.history().get(rig.slice.history().size() - 1);
    }

    private void secret(String name, String content, @Nullable Driver templating) {
        var spec = new SecretSpec(name, Map.of(), text(content), null, templating);
        secrets.put(new SecretId(name), new Secret(new SecretId(name), stored(spec)));
        rig.slice.enclose(new Enclosures(secrets, configs));
    }

    private void config(String name, String content, @Nullable Driver templating) {
        var spec = new ConfigSpec(name, Map.of(), text(content), templating);
        configs.put(new ConfigId(name), new Config(new ConfigId(name), stored(spec)));
        rig.slice.enclose(new Enclosures(secrets, configs));
    }

    private static <T> Stored<T> stored(T value) {
        return new Stored<>(value, 1, Instant.EPOCH, Instant.EPOCH);
    }

    private static Payload text(String content) {
        return Payload.of(content.getBytes(UTF_8));
    }

    private static SecretReference secretAt(String name, String target) {
        return new SecretReference(new FileTarget(target, "", "", 0444), name, name);
    }

    private static ConfigReference configAt(String name, String target) {
        return new ConfigReference(new FileTarget(target, "7", "8", 0444), null, name, name);
    }

    private static ContainerSpec container(
            List<SecretReference> secrets, List<ConfigReference> configs) {
        return new ContainerSpec(
                "memory",
                Map.of(),
                List.of("sleep"),
                List.of(),
                "",
                List.of("MODE=fast"),
                "",
                "",
                List.of(),
                null,
                null,
                "",
                false,
                false,
                false,
                List.of(),
                null,
                null,
                List.of(),
                null,
                secrets,
                configs,
                "",
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                0);
    }
}
