package io.skep.consensus.ratis.internal.member;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.consensus.ConsensusSink;
import io.skep.consensus.Entry;
import io.skep.consensus.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class RolesTest {

    private final List<String> heard = new ArrayList<>();
    private final Roles roles = new Roles(new Hearer(), "one");

    @Test
    void keepsAReadThatComesBetweenElectionAndReadinessUntilTheMemberIsReady() {
        roles.elected("one", 1);

        roles.whenDecided(() -> heard.add("read"));
        assertEquals(List.of(), heard);
        roles.ready(1);

        assertEquals(List.of("LEADER", "read"), heard);
    }

    @Test
    void letsAKeptReadGoWhenAnotherIsElectedOrNobody() {
        roles.elected("one", 1);
        roles.whenDecided(() -> heard.add("first"));
        roles.elected("two", 2);
        roles.elected("one", 3);
        roles.whenDecided(() -> heard.add("second"));
        roles.leaderless(4);

        assertEquals(List.of("FOLLOWER", "first", "CANDIDATE", "second"), heard);
    }

    @Test
    void keepsNoReadOfAFollower() {
        roles.elected("two", 1);

        roles.whenDecided(() -> heard.add("read"));

        assertEquals(List.of("FOLLOWER", "read"), heard);
    }

    /** Writes down the roles it is told. */
    private final class Hearer implements ConsensusSink {

        @Override
        public CompletionStage<Void> committed(List<Entry> batch) {
            throw new AssertionError("no entries here");
        }

        @Override
        public void role(Role role, long term, String leader) {
            heard.add(role.name());
        }

        @Override
        public CompletionStage<Long> save(Path file) {
            throw new AssertionError("no snapshots here");
        }

        @Override
        public CompletionStage<Void> install(long index, Path file) {
            throw new AssertionError("no snapshots here");
        }
    }
}
