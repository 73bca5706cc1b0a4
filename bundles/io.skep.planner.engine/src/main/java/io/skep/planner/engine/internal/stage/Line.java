package io.skep.planner.engine.internal.stage;

import io.skep.model.ServiceId;
import io.skep.planner.Stage;
import io.skep.planner.engine.internal.draft.DraftTurn;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the stages of a turn, one after the other. What a stage decided before it failed is taken
 * back; then its services are halved until the one it fails on is alone.
 */
public final class Line {

    private static final Logger log = LoggerFactory.getLogger(Line.class);
    private static final SortedSet<ServiceId> NONE = Collections.emptySortedSet();

    private final Quarantine quarantine = new Quarantine();
    private List<Stage> stages = List.of();

    /** Uses other stages from the next turn on. */
    public void use(StageOrder order) {
        if (!order.cycle().isEmpty()) {
            log.error("stages {}: follow one another in a circle", order.cycle());
        }
        stages = order.stages();
        quarantine.clear();
        log.info("planner: stages {}", stages.stream().map(Stage::name).toList());
    }

    /** Runs all stages. */
    public void run(DraftTurn turn, SortedSet<ServiceId> services) {
        for (var stage : stages) {
            var admitted = quarantine.admitted(stage.name(), services, turn.now());
            var failure = run(stage, turn, admitted);
            failure.ifPresentOrElse(
                    why -> {
                        log.error("stage {}: failed", stage.name(), why);
                        isolate(stage, turn, admitted);
                    },
                    () -> quarantine.passed(stage.name(), admitted));
        }
    }

    private void isolate(Stage stage, DraftTurn turn, SortedSet<ServiceId> services) {
        if (services.size() <= 1 || run(stage, turn, NONE).isPresent()) {
            services.forEach(service -> keep(stage, turn, service));
            return;
        }
        for (var half : halves(services)) {
            run(stage, turn, half)
                    .ifPresentOrElse(
                            why -> isolate(stage, turn, half),
                            () -> quarantine.passed(stage.name(), half));
        }
    }

    /** The one place where a stage's failure ends. */
    private static Optional<Throwable> run(
            Stage stage, DraftTurn turn, SortedSet<ServiceId> services) {
        var mark = turn.overlay().view();
        turn.show(services);
        try {
            stage.plan(turn);
            return Optional.empty();
        } catch (RuntimeException | LinkageError | StackOverflowError failure) {
            turn.overlay().back(mark);
            return Optional.of(failure);
        }
    }

    private void keep(Stage stage, DraftTurn turn, ServiceId service) {
        var until = quarantine.failed(stage.name(), service, turn.now());
        turn.wakeAt(until, service);
        log.error("service {}: kept from stage {} until {}", service, stage.name(), until);
    }

    private static List<SortedSet<ServiceId>> halves(SortedSet<ServiceId> services) {
        var all = List.copyOf(services);
        int middle = all.size() / 2;
        return List.of(
                new TreeSet<>(all.subList(0, middle)),
                new TreeSet<>(all.subList(middle, all.size())));
    }
}
