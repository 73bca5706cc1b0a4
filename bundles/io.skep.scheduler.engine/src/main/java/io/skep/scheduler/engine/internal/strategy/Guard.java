package io.skep.scheduler.engine.internal.strategy;

import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.scheduler.spi.Candidate;
import io.skep.scheduler.spi.Placement;
import io.skep.scheduler.spi.Ranking;
import io.skep.scheduler.spi.TaskGroup;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a strategy and believes nothing it says. */
public final class Guard {

    private static final Logger log = LoggerFactory.getLogger(Guard.class);

    private final Strategy strategy;

    /** What a strategy threw. */
    public static final class Misbehaved extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Misbehaved(Throwable cause) {
            super(cause);
        }
    }

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
            return call(
                    () -> {
                        var answer = strategy.service().place(group, candidates);
                        return checked(group, candidates, List.copyOf(answer));
                    });
        } catch (Misbehaved fault) {
            return Answer.fault(failed(fault));
        }
    }

    /**
     * How it ranks candidates; empty when it does not. The order throws {@link Misbehaved} when the
     * strategy fails.
     */
    public Optional<Comparator<Candidate>> ranking() {
        return strategy.service() instanceof Ranking ranks
                ? Optional.of(new Guarded(ranks))
                : Optional.empty();
    }

    /** What tasks say when it threw. */
    public String failed(Misbehaved fault) {
        var cause = fault.getCause();
        log.warn("strategy {}: failed: {}", strategy.label(), "" + cause);
        log.debug("strategy {}: failed", strategy.label(), cause);
        return noted("failed: " + cause);
    }

    /** What tasks say when it placed fewer than it could. */
    public String leftOut() {
        return quoted() + " placed fewer tasks than there is room for";
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
        return Answer.fault(noted("broke rule " + broken));
    }

    private String noted(String failure) {
        strategy.note(failure);
        return "scheduling " + quoted() + " " + failure;
    }

    private String quoted() {
        return "strategy \"" + strategy.name() + "\"";
    }

    /** The first rule an answer breaks; empty when it keeps them all. */
    private static String broken(
            TaskGroup group, List<Candidate> candidates, List<Placement> answer) {
        var open = new HashSet<TaskId>(group.tasks());
        Map<NodeId, Integer> room = new HashMap<>();
        for (var placement : answer) {
            if (!open.remove(placement.task())) {
                return "SCH-3: task " + placement.task() + " is placed twice or was not asked for";
            }
            int left = room.computeIfAbsent(placement.node(), node -> room(candidates, node));
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

    /** Room of a candidate, found by halving: candidates are in id order. */
    private static int room(List<Candidate> candidates, NodeId node) {
        int from = 0;
        int to = candidates.size() - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int order = candidates.get(middle).node().compareTo(node);
            if (order == 0) {
                return candidates.get(middle).room();
            }
            from = order < 0 ? middle + 1 : from;
            to = order < 0 ? to : middle - 1;
        }
        return -1;
    }

    /** The one place where a strategy's failure ends. */
    private static <T> T call(Supplier<T> foreign) {
        try {
            return foreign.get();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError failure) {
            throw new Misbehaved(failure);
        }
    }

    /** A strategy's order of candidates. */
    private static final class Guarded implements Comparator<Candidate> {

        private final Ranking ranks;
        private @Nullable Comparator<Candidate> order;

        Guarded(Ranking ranks) {
            this.ranks = ranks;
        }

        @Override
        public int compare(Candidate a, Candidate b) {
            return call(() -> order().compare(a, b));
        }

        private Comparator<Candidate> order() {
            var known = order;
            if (known == null) {
                known = ranks.ranking();
                order = known;
            }
            return known;
        }
    }
}
