package io.skep.tck.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.scheduler.spi.Candidate;
import io.skep.scheduler.spi.Placement;
import io.skep.scheduler.spi.Ranking;
import io.skep.scheduler.spi.SchedulingStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What every scheduling strategy must do. A test's name says the rule it checks.
 *
 * <p>To judge a strategy, extend this and say how it is {@linkplain #strategy made}.
 */
public abstract class SchedulerContract {

    /** For subclasses. */
    protected SchedulerContract() {}

    /** A strategy as the OSGi registry would have it: each call may make another one. */
    protected abstract SchedulingStrategy strategy();

    /** How long it may think about 10,000 tasks and 10,000 candidates. */
    protected Duration budget() {
        return Duration.ofSeconds(5);
    }

    @Test
    void SCH_1_answersEqualQuestionsEqually() {
        var one = strategy();
        var another = strategy();
        var same = Questions.many().iterator();

        Questions.many()
                .forEach(
                        question ->
                                assertEquals(
                                        question.to(one),
                                        same.next().to(another),
                                        question.name()));
    }

    @Test
    void SCH_1_keepsNothingBetweenCalls() {
        var asked = strategy();
        Questions.many().forEach(question -> question.to(asked));

        Questions.many()
                .forEach(
                        question ->
                                assertEquals(
                                        question.to(strategy()),
                                        question.to(asked),
                                        question.name()));
    }

    @Test
    void SCH_1_changesNothingOfWhatItIsGiven() {
        var asked = strategy();
        Questions.many()
                .forEach(
                        question -> {
                            var given = new ArrayList<>(question.candidates());
                            asked.place(question.group(), given);
                            assertEquals(question.candidates(), given, question.name());
                        });
    }

    @Test
    void SCH_2_placesOnCandidatesOnly() {
        var asked = strategy();
        Questions.many()
                .forEach(
                        question -> {
                            var known = new HashSet<>(question.roomByNode().keySet());
                            for (var placement : question.to(asked)) {
                                assertTrue(
                                        known.contains(placement.node()),
                                        question.name() + ": " + placement.node());
                            }
                        });
    }

    @Test
    void SCH_3_placesEachTaskOfTheGroupOnceAtMost() {
        var asked = strategy();
        Questions.many()
                .forEach(
                        question -> {
                            var open = new HashSet<>(question.group().tasks());
                            for (var placement : question.to(asked)) {
                                assertTrue(
                                        open.remove(placement.task()),
                                        question.name() + ": " + placement.task());
                            }
                        });
    }

    @Test
    void SCH_4_neverPlacesMoreThanThereIsRoomFor() {
        var asked = strategy();
        Questions.many()
                .forEach(
                        question -> {
                            var taken = new TreeMap<NodeId, Integer>();
                            question.to(asked).forEach(p -> taken.merge(p.node(), 1, Integer::sum));
                            question.roomByNode()
                                    .forEach(
                                            (node, room) ->
                                                    assertTrue(
                                                            taken.getOrDefault(node, 0) <= room,
                                                            question.name() + ": " + node));
                        });
    }

    @Test
    void SCH_5_placesNothingWithoutCandidates() {
        assertEquals(List.of(), Questions.withoutCandidates().to(strategy()));
    }

    @Test
    void SCH_5_placesNothingWithoutTasks() {
        assertEquals(List.of(), Questions.withoutTasks().to(strategy()));
    }

    @Test
    void SCH_6_placesAsItRanks() {
        var asked = strategy();
        assumeTrue(asked instanceof Ranking, "it does not rank");

        Questions.many()
                .forEach(
                        question ->
                                assertEquals(
                                        oneByOne(question, ((Ranking) asked).ranking()),
                                        question.to(asked),
                                        question.name()));
    }

    @Test
    void SCH_6_ranksWithoutContradiction() {
        var asked = strategy();
        assumeTrue(asked instanceof Ranking, "it does not rank");
        var order = ((Ranking) asked).ranking();

        Questions.many()
                .forEach(
                        question -> {
                            for (var a : question.candidates()) {
                                for (var b : question.candidates()) {
                                    assertEquals(
                                            Integer.signum(order.compare(a, b)),
                                            -Integer.signum(order.compare(b, a)),
                                            question.name() + ": " + a + " and " + b);
                                }
                            }
                        });
    }

    @Test
    void answersInTheOrderOfTheGroup() {
        var asked = strategy();
        Questions.many()
                .forEach(
                        question -> {
                            var tasks = question.to(asked).stream().map(Placement::task).toList();
                            assertEquals(
                                    List.copyOf(new TreeSet<TaskId>(tasks)),
                                    tasks.stream().distinct().toList(),
                                    question.name());
                        });
    }

    @Test
    void answersLargeQuestionsInTime() {
        var large = Questions.large(10_000, 10_000);

        assertTimeoutPreemptively(budget(), () -> large.to(strategy()));
    }

    /** As rule SCH-6 says it, without a thought of speed. */
    private static List<Placement> oneByOne(Question question, Comparator<Candidate> order) {
        var left = new ArrayList<>(question.candidates());
        var placements = new ArrayList<Placement>();
        for (var task : question.group().tasks()) {
            int best = -1;
            for (int at = 0; at < left.size(); at++) {
                if (left.get(at).room() > 0
                        && (best < 0 || order.compare(left.get(at), left.get(best)) < 0)) {
                    best = at;
                }
            }
            if (best >= 0) {
                placements.add(new Placement(task, left.get(best).node()));
                left.set(best, left.get(best).taking(question.group().need()));
            }
        }
        return placements;
    }
}
