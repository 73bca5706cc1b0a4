package io.skep.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StrideTest {

    private static final Duration QUICK = Duration.ofMillis(5);
    private static final Duration MIDDLING = Duration.ofMillis(100);
    private static final Duration SLOW = Duration.ofMillis(200);

    private final Stride stride = new Stride(800);

    @Test
    void doublesWithEachRoundOfQuickCommits() {
        stride.took(80, QUICK);
        assertEquals(160, stride.changes());

        stride.took(80, QUICK);
        stride.took(80, QUICK);
        assertEquals(320, stride.changes());
    }

    @Test
    void isNeverMoreThanItMay() {
        stride.took(900, QUICK);

        assertEquals(800, stride.changes());
    }

    @Test
    void isHalvedByASlowCommitAndNeverLessThanTwenty() {
        stride.took(900, QUICK);
        stride.took(200, SLOW);
        assertEquals(400, stride.changes());

        for (int i = 0; i < 10; i++) {
            stride.took(20, SLOW);
        }
        assertEquals(20, stride.changes());
    }

    @Test
    void staysWhenACommitIsNeitherQuickNorSlow() {
        stride.took(80, MIDDLING);

        assertEquals(80, stride.changes());
    }
}
