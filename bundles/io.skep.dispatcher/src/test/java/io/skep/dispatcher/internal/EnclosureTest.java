package io.skep.dispatcher.internal;

import static io.skep.dispatcher.internal.Samples.OTHER;
import static io.skep.dispatcher.internal.Samples.reached;
import static io.skep.dispatcher.internal.Samples.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.Config;
import io.skep.model.ConfigId;
import io.skep.model.Id;
import io.skep.model.Kind;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.Secret;
import io.skep.model.SecretId;
import io.skep.model.TaskState;
import io.skep.model.spec.ConfigReference;
import io.skep.model.spec.ConfigSpec;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.FileTarget;
import io.skep.model.spec.SecretReference;
import io.skep.model.spec.SecretSpec;
import io.skep.model.spec.TaskSpec;
import io.skep.store.Draft;
import io.skep.transport.agent.Assignments;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Source: swarm-behaviour SE-6, traps 80 to 82. */
class EnclosureTest {

    private final Rig rig = new Rig();

    @Test
    void SE_6_sendsASecretWithTheFirstTaskThatNeedsItAndNotAgain() {
        rig.store.commit(draft -> secret(draft, "key", "1"));
        rig.store.commit(draft -> assign(draft, "a", OTHER, "key"));
        var agent = rig.hello(OTHER);
        assertEquals(List.of("key"), enclosed(agent.newest()));

        rig.store.commit(draft -> assign(draft, "b", OTHER, "key"));
        rig.soon();

        assertEquals(List.of("b"), agent.names());
        assertEquals(List.of(), enclosed(agent.newest()));
    }

    @Test
    void SE_6_sendsNothingToANodeWithoutATaskThatNeedsIt() {
        rig.store.commit(draft -> secret(draft, "key", "1"));
        rig.store.commit(draft -> assign(draft, "mine", Samples.ME, "key"));
        rig.store.commit(draft -> assign(draft, "a", OTHER));

        var agent = rig.hello(OTHER);

        assertEquals(List.of("a"), agent.names());
        assertEquals(List.of(), enclosed(agent.newest()));
    }

    @Test
    void SE_6_takesASecretBackWhenTheLastTaskThatNeedsItHasEnded() {
        rig.store.commit(draft -> secret(draft, "key", "1"));
        rig.store.commit(draft -> assign(draft, "a", OTHER, "key"));
        rig.store.commit(draft -> assign(draft, "b", OTHER, "key"));
        var agent = rig.hello(OTHER);

        agent.observed("a", reached(TaskState.FAILED));
        rig.soon();
        assertEquals(List.of(), agent.newest().dropped());
        agent.observed("b", reached(TaskState.COMPLETE));
        rig.soon();

        assertEquals(List.of("key"), agent.newest().dropped());
        assertEquals(List.of(), agent.names());
    }

    @Test
    void SE_6_sendsASecretAgainWhenATaskNeedsItAfterItWasTakenBack() {
        rig.store.commit(draft -> secret(draft, "key", "1"));
        rig.store.commit(draft -> assign(draft, "a", OTHER, "key"));
        var agent = rig.hello(OTHER);
        rig.store.commit(draft -> draft.remove(Kind.TASK, task("a")));
        rig.soon();
        assertEquals(List.of("key"), agent.newest().dropped());

        rig.store.commit(draft -> assign(draft, "b", OTHER, "key"));
        rig.soon();

        assertEquals(List.of("key"), enclosed(agent.newest()));
        assertEquals(List.of(), agent.newest().dropped());
    }

    @Test
    void SE_6_sendsNothingForATaskThatHasEnded() {
        rig.store.commit(draft -> secret(draft, "key", "1"));
        rig.store.commit(draft -> assign(draft, "a", OTHER, "key"));
        rig.hello(OTHER).observed("a", reached(TaskState.FAILED));
        rig.soon();

        var again = rig.hello(OTHER);

        assertEquals(List.of("a"), again.names());
        assertEquals(List.of(), enclosed(again.newest()));
    }

    @Test
    void trap_81_leavesWhatANodeHasAloneWhenTheObjectChangesOrGoes() {
        rig.store.commit(draft -> secret(draft, "key", "1"));
        rig.store.commit(draft -> assign(draft, "a", OTHER, "key"));
        var agent = rig.hello(OTHER);

        rig.store.commit(draft -> secret(draft, "key", "2"));
        rig.store.commit(draft -> draft.remove(Kind.SECRET, new SecretId("key")));
        rig.soon();

        assertEquals(1, agent.assignments.size());
    }

    @Test
    void trap_82_sendsATaskWhoseSecretIsGone() {
        rig.store.commit(draft -> assign(draft, "a", OTHER, "key"));

        var agent = rig.hello(OTHER);

        assertEquals(List.of("a"), agent.names());
        assertEquals(List.of(), enclosed(agent.newest()));
    }

    @Test
    void sendsConfigsLikewise() {
        rig.store.commit(
                draft ->
                        draft.put(
                                Part.CONFIG_SPEC,
                                new ConfigId("conf"),
                                new ConfigSpec("conf", Map.of(), Samples.payload("x"), null)));
        rig.store.commit(
                draft -> {
                    var file = new FileTarget("/c", "0", "0", 0444);
                    var reference = new ConfigReference(file, null, "conf", "conf");
                    put(draft, "a", OTHER, List.of(), List.of(reference));
                });

        var agent = rig.hello(OTHER);

        assertEquals(List.of("conf"), enclosed(agent.newest()));
    }

    @Test
    void cutsLargeSecretsIntoFramesThatComeBeforeTheTaskThatNeedsThem() {
        var large = "x".repeat(500_000);
        var names = Stream.of("k1", "k2", "k3", "k4", "k5").toArray(String[]::new);
        for (var name : names) {
            rig.store.commit(draft -> secret(draft, name, large));
        }
        rig.store.commit(draft -> assign(draft, "a", OTHER, names));
        var agent = rig.hello(OTHER);
        rig.soon();

        var frames = agent.assignments;
        assertEquals(List.of(names), frames.stream().flatMap(f -> enclosed(f).stream()).toList());
        assertEquals(List.of("a"), agent.names());
        assertTrue(frames.stream().allMatch(frame -> size(frame) < 2_000_000));
        assertEquals(List.of(true, false), frames.stream().map(Assignments::more).toList());
    }

    private static int size(Assignments frame) {
        return frame.secrets().stream().mapToInt(one -> one.spec().value().data().size()).sum();
    }

    private static List<String> enclosed(Assignments frame) {
        return Stream.concat(
                        frame.secrets().stream().map(Secret::id),
                        frame.configs().stream().map(Config::id))
                .map(Id::value)
                .toList();
    }

    private static void secret(Draft draft, String name, String text) {
        var spec = new SecretSpec(name, Map.of(), Samples.payload(text), null, null);
        draft.put(Part.SECRET_SPEC, new SecretId(name), spec);
    }

    private static void assign(Draft draft, String task, NodeId node, String... secrets) {
        var references =
                Stream.of(secrets)
                        .map(name -> new SecretReference(file(name), name, name))
                        .toList();
        put(draft, task, node, references, List.of());
    }

    private static FileTarget file(String name) {
        return new FileTarget(name, "0", "0", 0444);
    }

    private static void put(
            Draft draft,
            String task,
            NodeId node,
            List<SecretReference> secrets,
            List<ConfigReference> configs) {
        var container =
                new ContainerSpec(
                        "web:1", Map.of(), List.of(), List.of(), "", List.of(), "", "", List.of(),
                        null, null, "", false, false, false, List.of(), null, null, List.of(), null,
                        secrets, configs, "", Map.of(), List.of(), List.of(), List.of(), 0);
        var spec = new TaskSpec(container, null, null, null, List.of(), null, 0, "container");
        var plan = Samples.plan(node, TaskState.RUNNING);
        draft.put(Part.TASK_PLAN, task(task), Samples.with(plan, spec));
    }
}
