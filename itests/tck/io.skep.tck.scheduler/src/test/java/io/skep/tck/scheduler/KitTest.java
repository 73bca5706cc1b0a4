package io.skep.tck.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.model.NodeId;
import io.skep.scheduler.spi.Candidate;
import io.skep.scheduler.spi.Placement;
import io.skep.scheduler.spi.Ranking;
import io.skep.scheduler.spi.SchedulingStrategy;
import io.skep.scheduler.spi.TaskGroup;
import io.skep.tck.plug.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The kit fails on exactly the rule that a strategy breaks. */
class KitTest {

    private static final SchedulingStrategy GOOD = new Fewest();

    @Test
    void noticesMemoryBetweenCalls() {
        assertEquals(List.of("SCH_1"), Verdict.of(Remembers.class));
    }

    @Test
    void noticesWhoChangesWhatItIsGiven() {
        assertEquals(List.of("SCH_1"), Verdict.of(Tidies.class));
    }

    @Test
    void noticesDecisionsByObjectIdentity() {
        assertEquals(List.of("SCH_1"), Verdict.of(LooksAtIdentity.class));
    }

    @Test
    void noticesInventedNodes() {
        assertEquals(List.of("SCH_2"), Verdict.of(Invents.class));
    }

    @Test
    void noticesTasksPlacedTwice() {
        assertEquals(List.of("SCH_3"), Verdict.of(PlacesTwice.class));
    }

    @Test
    void noticesOverfullNodes() {
        assertEquals(List.of("SCH_4"), Verdict.of(Overfills.class));
    }

    @Test
    void noticesWhoNeedsCandidates() {
        assertEquals(List.of("SCH_5"), Verdict.of(NeedsCandidates.class));
    }

    @Test
    void noticesAnOrderThatIsNotUsed() {
        assertEquals(List.of("SCH_6"), Verdict.of(RanksOtherwise.class));
    }

    @Test
    void noticesAnswersInAnotherOrder() {
        assertEquals(List.of("answersInTheOrderOfTheGroup"), Verdict.of(AnswersBackwards.class));
    }

    @Test
    void noticesWhoIsTooSlow() {
        assertEquals(List.of("answersLargeQuestionsInTime"), Verdict.of(Ponders.class));
    }

    static final class Remembers extends SchedulerContract {
        @Override
        protected SchedulingStrategy strategy() {
            var calls = new ArrayList<TaskGroup>();
            return (group, candidates) -> {
                calls.add(group);
                int most = calls.size() % 7;
                return GOOD.place(group, candidates).stream().limit(most).toList();
            };
        }
    }

    static final class Tidies extends SchedulerContract {
        @Override
        protected SchedulingStrategy strategy() {
            return (group, candidates) -> {
                var answer = GOOD.place(group, candidates);
                try {
                    candidates.remove(0);
                } catch (UnsupportedOperationException | IndexOutOfBoundsException forbidden) {
                    return answer;
                }
                return answer;
            };
        }
    }

    static final class LooksAtIdentity extends SchedulerContract {
        @Override
        protected SchedulingStrategy strategy() {
            return (group, candidates) ->
                    GOOD.place(group, candidates).stream()
                            .filter(placement -> System.identityHashCode(placement) % 2 == 0)
                            .toList();
        }
    }

    static final class Invents extends SchedulerContract {
        @Override
        protected SchedulingStrategy strategy() {
            return (group, candidates) ->
                    GOOD.place(group, candidates).stream()
                            .map(placement -> new Placement(placement.task(), new NodeId("new")))
                            .toList();
        }
    }

    static final class PlacesTwice extends SchedulerContract {
        @Override
        protected SchedulingStrategy strategy() {
            return (group, candidates) ->
                    GOOD.place(group, candidates).stream()
                            .limit(1)
                            .filter(placement -> roomy(candidates, placement.node()))
                            .flatMap(placement -> List.of(placement, placement).stream())
                            .toList();
        }

        private static boolean roomy(List<Candidate> candidates, NodeId node) {
            return candidates.stream().anyMatch(c -> c.node().equals(node) && c.room() > 1);
        }
    }

    static final class Overfills extends SchedulerContract {
        @Override
        protected SchedulingStrategy strategy() {
            return (group, candidates) ->
                    candidates.isEmpty()
                            ? List.of()
                            : group.tasks().stream()
                                    .map(task -> new Placement(task, candidates.get(0).node()))
                                    .toList();
        }
    }

    static final class NeedsCandidates extends SchedulerContract {
        @Override
        protected SchedulingStrategy strategy() {
            return (group, candidates) -> {
                candidates.get(0);
                return GOOD.place(group, candidates);
            };
        }
    }

    static final class RanksOtherwise extends SchedulerContract {
        private static final class Strategy extends Fewest implements Ranking {
            @Override
            public Comparator<Candidate> ranking() {
                return Comparator.comparingInt(Candidate::tasks).reversed();
            }
        }

        @Override
        protected SchedulingStrategy strategy() {
            return new Strategy();
        }
    }

    static final class AnswersBackwards extends SchedulerContract {
        @Override
        protected SchedulingStrategy strategy() {
            return (group, candidates) -> {
                var answer = new ArrayList<>(GOOD.place(group, candidates));
                Collections.reverse(answer);
                return answer;
            };
        }
    }

    static final class Ponders extends SchedulerContract {
        @Override
        protected SchedulingStrategy strategy() {
            return (group, candidates) -> {
                if (group.tasks().size() > 1_000) {
                    waitForEver();
                }
                return GOOD.place(group, candidates);
            };
        }

        @Override
        protected Duration budget() {
            return Duration.ofMillis(50);
        }

        private static void waitForEver() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
