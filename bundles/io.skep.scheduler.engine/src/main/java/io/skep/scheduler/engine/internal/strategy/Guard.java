package io.skep.scheduler.engine.internal.strategy;

import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.scheduler.spi.Candidate;
import io.skep.scheduler.spi.Placement;
import io.skep.scheduler.spi.TaskGroup;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a strategy and believes nothing it says. */
public final class Guard {

    private static final Logger log = LoggerFactory.getLogger(Guard.class);

    private final Strategy strategy;

    /** A guard around a strategy. */
    public Guard(Strategy strategy) {
        this.strategy = strategy;
    }

    /** Who is asked. */
    public Strategy strategy() {
        return strategy;
    }

    /** What it answers. When it breaks a rule nothing of the answer is used. */
    public Answer place(TaskGroup group, List<Candidate> candidates) {
        if (strategy.gone()) {
            return Answer.fault(missing(strategy.name()));
        }
        try {
            return checked(group, candidates, strategy.service().place(group, candidates));
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError failure) {
            log.warn("strategy {}: failed: {}", strategy.label(), failure.toString());
            log.debug("strategy {}: failed", strategy.label(), failure);
            return noted("failed: " + failure);
        }
    }

    /** What tasks say while a strategy is not there. */
    public static String missing(String name) {
        return "scheduling strategy \"" + name + "\" is not available";
    }

    private Answer checked(TaskGroup group, List<Candidate> candidates, List<Placement> answer) {
        var broken = broken(group, candidates, answer);
        if (broken.isEmpty()) {
            return new Answer(answer, "");
        }
        log.warn("strategy {}: broke a rule: {}", strategy.label(), broken);
        return noted("broke rule " + broken);
    }

    private Answer noted(String failure) {
        strategy.note(failure);
        return Answer.fault("scheduling strategy \"" + strategy.name() + "\" " + failure);
    }

    /** The first rule an answer breaks; empty when it keeps them all. */
    private static String broken(
            TaskGroup group, List<Candidate> candidates, List<Placement> answer) {
        var open = new HashSet<TaskId>(group.tasks());
        Map<NodeId, Integer> room = new HashMap<>(candidates.size() * 2);
        candidates.forEach(candidate -> room.put(candidate.node(), candidate.room()));
        for (var placement : answer) {
            if (!open.remove(placement.task())) {
                return "SCH-3: task " + placement.task() + " is placed twice or was not asked for";
            }
            int left = room.getOrDefault(placement.node(), -1);
            if (left < 0) {
                return "SCH-2: node " + placement.node() + " is no candidate";
            }
            if (left == 0) {
                return "SCH-4: node " + placement.node() + " has no room for so many";
            }
            room.put(placement.node(), left - 1);
        }
        return "";
    }
}
