package io.skep.agent.internal;

import static io.skep.agent.internal.Samples.assignment;
import static io.skep.agent.internal.Samples.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.Config;
import io.skep.model.ConfigId;
import io.skep.model.Secret;
import io.skep.model.SecretId;
import io.skep.model.Stored;
import io.skep.model.TaskState;
import io.skep.model.spec.ConfigSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.SecretSpec;
import io.skep.slice.Enclosures;
import io.skep.transport.agent.Assignments;
import io.skep.transport.agent.ManagerFrame;
import io.skep.transport.agent.TaskOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Source: swarm-behaviour SE-6, SE-7, TK-8. */
class EnclosureTest extends AgentCase {

    private static final String CANARY = "canary-7f3a";
    private static final SecretId KEY = new SecretId("key");
    private static final ConfigId CONF = new ConfigId("conf");

    @Test
    void hasWhatCameWithTheTasks() {
        described();
        assertTrue(slice.enclosures().isEmpty());

        say(1, true, List.of());

        assertEquals(Set.of(KEY), known().secrets().keySet());
        assertEquals(Set.of(CONF), known().configs().keySet());
    }

    @Test
    void dropsWhatNoTaskNeedsAnyMore() {
        described();
        say(1, true, List.of());

        say(2, false, List.of("key"));

        assertEquals(Set.of(), known().secrets().keySet());
        assertEquals(Set.of(CONF), known().configs().keySet());
    }

    @Test
    void keepsWhatItHasWhenTheManagerIsLost() {
        described();
        say(1, true, List.of());

        manager.vanish();
        net.cut(Samples.ME);
        kernel.runFor(SOON);

        assertEquals(Set.of(KEY), known().secrets().keySet());
    }

    @Test
    void TK_8_hasNothingAfterARestartUntilAManagerIsHeard() {
        described();
        say(1, true, List.of());

        crash();
        assertEquals(Set.of(task("a")), slice.assignments().keySet());
        assertFalse(slice.enclosures().isPresent());
        kernel.runFor(WITHIN_RETRY);
        say(1, true, List.of());

        assertEquals(Set.of(KEY), known().secrets().keySet());
    }

    @Test
    void A18_writesNothingOfItToDisk() {
        described();
        say(1, true, List.of());

        var disk = seams.disk("slice");
        for (var name : disk.names()) {
            var bytes = disk.read(name).orElseThrow();
            assertFalse(new String(bytes, StandardCharsets.ISO_8859_1).contains(CANARY), name);
        }
        assertTrue(disk.names().contains("assignments"));
    }

    @Test
    void forgetsAllWhenTheNodeLeaves() {
        described();
        say(1, true, List.of());

        agent.leave();
        kernel.runFor(SOON);

        assertEquals(Enclosures.NONE, known());
    }

    private Enclosures known() {
        return slice.enclosures().orElseThrow();
    }

    private void say(long number, boolean set, List<String> dropped) {
        var order = assignment("a", TaskState.RUNNING);
        var tasks = List.of(new TaskOrder(order.task(), order.plan(), order.registryAuth()));
        var secrets = set ? List.of(new Secret(KEY, stored(secret()))) : List.<Secret>of();
        var configs = set ? List.of(new Config(CONF, stored(config()))) : List.<Config>of();
        manager.say(
                ManagerFrame.of(
                        new Assignments(
                                number, set, false, tasks, List.of(), secrets, configs, dropped)));
        kernel.runFor(SOON);
    }

    private static SecretSpec secret() {
        return new SecretSpec("key", Map.of(), payload(), null, null);
    }

    private static ConfigSpec config() {
        return new ConfigSpec("conf", Map.of(), payload(), null);
    }

    private static Payload payload() {
        return Payload.of(CANARY.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> Stored<T> stored(T value) {
        return new Stored<>(value, 1, Instant.EPOCH, Instant.EPOCH);
    }
}
