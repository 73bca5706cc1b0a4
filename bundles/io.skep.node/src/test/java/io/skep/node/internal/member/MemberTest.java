package io.skep.node.internal.member;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import org.junit.jupiter.api.Test;

class MemberTest {

    @Test
    void showsItsAddressWithoutThePort() {
        assertEquals("10.0.0.5", member("0.0.0.0:2377", "10.0.0.5").host());
        assertEquals("10.0.0.5", member("0.0.0.0:2377", "10.0.0.5:4000").host());
        assertEquals("fd00::1", member("[::]:2377", "fd00::1").host());
        assertEquals("fd00::1", member("[::]:2377", "[fd00::1]:4000").host());
    }

    @Test
    void showsThePortItListensOn() {
        assertEquals(4_000, member("0.0.0.0:4000", "10.0.0.5").port());
        assertEquals(4_000, member("[::]:4000", "10.0.0.5").port());
        assertEquals(2_377, member("", "10.0.0.5").port());
    }

    private static Member member(String listen, String advertise) {
        return new Member(
                new NodeId("n"), new ClusterId("c"), listen, advertise, "", Member.Stage.MEMBER);
    }
}
