package io.skep.updater.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.itests.planning.Bench;
import io.skep.itests.planning.PaperAllocator;
import io.skep.itests.planning.PaperScheduler;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.UpdateStatus;
import io.skep.model.spec.ServiceSpec;
import io.skep.orchestrator.internal.OrchestrateStage;
import io.skep.orchestrator.internal.ReapStage;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** A bench with one service on it. */
final class Site {

    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration MINUTE = Duration.ofMinutes(1);

    final Bench bench;
    final ServiceId web;

    private Site(Bench bench, ServiceId web) {
        this.bench = bench;
        this.web = web;
    }

    static Bench bench(int nodes) {
        var bench =
                new Bench(
                        new OrchestrateStage(),
                        new UpdateStage(),
                        new PaperAllocator(),
                        new PaperScheduler(),
                        new ReapStage());
        for (int i = 1; i <= nodes; i++) {
            bench.agents().join("n" + i);
        }
        bench.settle();
        return bench;
    }

    /** A service whose tasks run. */
    static Site running(int nodes, ServiceSpec spec) {
        var bench = bench(nodes);
        var site = new Site(bench, bench.users().create(spec));
        bench.run();
        return site;
    }

    void update(UnaryOperator<ServiceSpec> change) {
        bench.users().update(web, change);
        bench.settle();
    }

    /** Lets agents do one round of what they are told, and plans. */
    void step() {
        bench.agents().obey();
        bench.settle();
    }

    String state() {
        return bench.service(web).updateStatus().map(UpdateStatus::state).orElse("");
    }

    String message() {
        return bench.service(web).updateStatus().map(UpdateStatus::message).orElse("");
    }

    List<Task> live() {
        return bench.live(web);
    }

    /** The wanted tasks of an image. */
    List<Task> of(String image) {
        return live().stream().filter(task -> image(task).equals(image)).toList();
    }

    /** The only wanted task of an image. */
    Task only(String image) {
        assertEquals(1, of(image).size());
        return of(image).get(0);
    }

    void report(Task task, TaskState state) {
        bench.agents().report(task.id(), state);
        bench.settle();
    }

    /** How many tasks run of each of two images: {@code 2+1}. */
    String running(String one, String other) {
        return running(one) + "+" + running(other);
    }

    private long running(String image) {
        return of(image).stream().filter(task -> task.state() == TaskState.RUNNING).count();
    }

    static String image(Task task) {
        var container = task.plan().value().spec().containerSpec();
        return container == null ? "" : container.image();
    }
}
