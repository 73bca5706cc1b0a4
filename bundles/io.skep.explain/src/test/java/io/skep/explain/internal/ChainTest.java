package io.skep.explain.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.Explained.Link;
import io.skep.itests.planning.Bench;
import io.skep.itests.planning.PaperAllocator;
import io.skep.itests.planning.PaperScheduler;
import io.skep.itests.planning.Specs;
import io.skep.model.Change;
import io.skep.model.ContainerStatus;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.Part;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.model.spec.Availability;
import io.skep.model.spec.RestartCondition;
import io.skep.orchestrator.internal.OrchestrateStage;
import io.skep.orchestrator.internal.ReapStage;
import io.skep.updater.internal.UpdateStage;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chain from the call to the exit, in clusters that the real stages plan on paper. */
class ChainTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Bench bench =
            new Bench(
                    new OrchestrateStage(),
                    new UpdateStage(),
                    new PaperAllocator(),
                    new PaperScheduler(),
                    new ReapStage());

    @Test
    void tellsWhatATaskWasMadeForAndWhereItRuns() {
        bench.agents().join("n1");
        var web = create(1);

        var chain = chain(bench.live(web).get(0));

        assertEquals(
                List.of(
                        "service web was created (version " + version(web) + ")",
                        "made for slot 1",
                        "assigned to node n1 by strategy paper",
                        "runs on node n1"),
                chain);
    }

    @Test
    void tellsWhyItHasNoNode() {
        var web = create(1);

        var chain = chain(bench.live(web).get(0));

        assertEquals("waits for a node: it was not looked at yet", last(chain));
    }

    @Test
    void tellsWhichCallReplacedIt() {
        bench.agents().join("n1");
        var web = create(1);
        var first = bench.live(web).get(0);
        bench.users().update(web, Specs.image("nginx:2"));
        bench.runFor(SOON);
        var second = bench.live(web).get(0);

        var chain = chain(bench.task(first.id()));

        var update =
                "service web was updated (version "
                        + version(web)
                        + "): TaskTemplate.ContainerSpec.Image: nginx:1 -> nginx:2";
        assertEquals("service web was created", chain.get(0));
        assertEquals(
                List.of(
                        update,
                        "told to stop: another version takes its place: " + second.name(),
                        "stopped on node n1",
                        second.name() + " took its place"),
                sortedTail(chain, 4));
        assertTrue(chain(second).contains(update), chain(second).toString());
        assertTrue(
                chain(second)
                        .contains(
                                "made for slot 1 in place of "
                                        + first.name()
                                        + ", by the update of version "
                                        + version(web)),
                chain(second).toString());
    }

    @Test
    void tellsThatFewerAreWanted() {
        bench.agents().join("n1");
        var web = create(2);
        bench.users().update(web, Specs.replicas(1));
        bench.settle();
        var gone = bench.tasks(web).stream().filter(task -> !task.wanted()).findFirst();

        var chain = chain(gone.orElseThrow());

        assertTrue(
                chain.contains("told to stop: 1 replicas are wanted, without this one"),
                chain.toString());
        assertTrue(
                chain.stream().anyMatch(what -> what.endsWith("Mode.Replicas: 2 -> 1")),
                chain.toString());
    }

    @Test
    void tellsThatItsNodeWasDrained() {
        bench.agents().join("n1");
        bench.agents().join("n2");
        var web = create(2);
        bench.users().availability(new NodeId("n1"), Availability.DRAIN);
        bench.runFor(SOON);

        var chain = chain(stopped(web));

        assertTrue(
                chain.contains("told to stop: node n1 is drained")
                        && chain.stream()
                                .anyMatch(what -> what.startsWith("node n1 was updated (version")),
                chain.toString());
    }

    @Test
    void tellsThatItsNodeWentAway() {
        bench.agents().join("n1");
        bench.agents().join("n2");
        var web = create(2);
        bench.agents().state(new NodeId("n1"), NodeState.DOWN);
        bench.runFor(SOON);

        var chain = chain(stopped(web));

        assertTrue(chain.contains("node n1 became down"), chain.toString());
        assertTrue(chain.contains("told to stop: node n1 does not answer"), chain.toString());
    }

    @Test
    void tellsHowItFailedAndWhoTookItsPlace() {
        bench.agents().join("n1");
        var web = create(1);
        var first = bench.live(web).get(0);
        fails(first, 3);
        bench.runFor(SOON);

        var chain = chain(bench.task(first.id()));

        var second = bench.live(web).get(0);
        assertEquals(
                List.of(
                        "failed on node n1 with exit code 3: task: non-zero exit (3)",
                        second.name() + " took its place"),
                chain.subList(chain.size() - 2, chain.size()));
        assertTrue(
                chain(second)
                        .contains(
                                "made for slot 1 in place of "
                                        + first.name()
                                        + ", which ended as failed"),
                chain(second).toString());
    }

    @Test
    void tellsWhyNobodyTookItsPlace() {
        bench.agents().join("n1");
        var never = Specs.restart(RestartCondition.NONE, Duration.ZERO, 0);
        var web = bench.users().create(Specs.restart(never).apply(Specs.replicated(1)));
        bench.run();
        fails(bench.live(web).get(0), 1);
        bench.runFor(SOON);

        var chain = chain(bench.tasks(web).get(0));

        assertEquals("not restarted: restart condition is none", last(chain));
    }

    @Test
    void tellsWhatADelayedTaskWaitsFor() {
        bench.agents().join("n1");
        var late = Specs.restart(RestartCondition.ANY, Duration.ofMinutes(1), 0);
        var web = bench.users().create(Specs.restart(late).apply(Specs.replicated(1)));
        bench.run();
        fails(bench.live(web).get(0), 1);
        bench.settle();

        var chain = chain(bench.live(web).get(0));

        assertEquals(
                "may not start yet: it is delayed until " + bench.now().plusSeconds(60),
                last(chain));
    }

    @Test
    void tellsThatItsServiceWasRemoved() {
        bench.agents().join("n1");
        var web = create(1);
        bench.users().remove(web);
        bench.settle();

        var chain = chain(bench.tasks(web).get(0));

        assertEquals("told to stop: service web was removed", last(sortedTail(chain, 1)));
    }

    @Test
    void isInTheOrderOfTime() {
        bench.agents().join("n1");
        var web = create(1);
        bench.users().update(web, Specs.image("nginx:2"));
        bench.runFor(SOON);

        var links = new ExplainRoom().explain(bench.state(), stopped(web), bench.now()).chain();

        var sorted = links.stream().sorted(Comparator.comparing(Link::at)).toList();
        assertEquals(sorted, links);
    }

    private ServiceId create(long replicas) {
        var web = bench.users().create(Specs.replicated(replicas));
        bench.runFor(SOON);
        return web;
    }

    private long version(ServiceId service) {
        return bench.service(service).wish().version();
    }

    private Task stopped(ServiceId service) {
        return bench.tasks(service).stream()
                .filter(task -> !task.wanted())
                .findFirst()
                .orElseThrow();
    }

    private void fails(Task task, int code) {
        var now = bench.now();
        var error = "task: non-zero exit (" + code + ")";
        var status =
                new TaskStatus(
                        TaskState.FAILED,
                        now,
                        now,
                        "started",
                        error,
                        new ContainerStatus("c", 0, code),
                        List.of());
        bench.commit(Change.put(Part.TASK_STATUS, task.id(), status));
    }

    private List<String> chain(Task task) {
        return new ExplainRoom()
                .explain(bench.state(), task, bench.now()).chain().stream()
                        .map(Link::what)
                        .toList();
    }

    private static List<String> sortedTail(List<String> chain, int count) {
        return chain.subList(chain.size() - count, chain.size());
    }

    private static String last(List<String> chain) {
        return chain.get(chain.size() - 1);
    }
}
