package io.skep.consensus.ratis.internal.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.consensus.Member;
import io.skep.consensus.ratis.internal.machine.Configuration;
import io.skep.tck.consensus.KitHost;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who was let go is not opened anew when Ratis stops; all others are. */
class CircleTest {

    private static final List<Member> NONE = List.of();

    private final Circle circle =
            new Circle(new KitHost(Duration.ofSeconds(1)), "a", members("b", "c"));

    @Test
    void letsNobodyGoWhoWasNeverTakenIn() {
        become(0, members("b", "c"), NONE);

        assertFalse(circle.letSelfGo());
    }

    @Test
    void letsGoWhenItIsKnownThatAllAgreed() {
        become(0, members("a", "b", "c"), NONE);

        become(1, members("b", "c"), members("a", "b", "c"));
        assertFalse(circle.letSelfGo(), "its say counts still");
        become(2, members("b", "c"), NONE);
        assertTrue(circle.letSelfGo());

        become(3, members("a", "b", "c"), members("b", "c"));
        assertFalse(circle.letSelfGo(), "it is back");
    }

    @Test
    void letsGoWhoIsToldSo() {
        become(0, members("a", "b"), NONE);

        circle.leave();
        become(0, members("a", "b"), NONE);

        assertTrue(circle.letSelfGo(), "whatever its own log says once more");
        assertEquals(members("b"), circle.members());
    }

    @Test
    void hearsNothingOfThePast() {
        become(2, members("a", "b"), NONE);

        become(1, members("b", "c"), NONE);

        assertFalse(circle.letSelfGo());
        assertEquals(members("a", "b"), circle.members());
    }

    private void become(long since, List<Member> members, List<Member> leaving) {
        circle.become(new Configuration(since, members, leaving));
    }

    private static List<Member> members(String... ids) {
        return Stream.of(ids).map(id -> new Member(id, id + ":1")).toList();
    }
}
