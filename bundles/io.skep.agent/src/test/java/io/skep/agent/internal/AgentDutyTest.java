package io.skep.agent.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.slice.Slice;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentDutyTest {

    /** What a default method answers is not what the shelf knows. */
    @Test
    void passesOnWhateverIsAskedOfTheSlice() {
        var own = List.of(AgentDuty.class.getDeclaredMethods());
        var left =
                Arrays.stream(Slice.class.getMethods())
                        .filter(
                                asked ->
                                        own.stream()
                                                .noneMatch(
                                                        it -> it.getName().equals(asked.getName())))
                        .map(asked -> asked.getName())
                        .toList();

        assertEquals(List.of(), left);
    }
}
