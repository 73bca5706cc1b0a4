package io.skep.dns.engine.internal.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.dns.engine.internal.MemorySlice;
import io.skep.model.TaskId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResidentsTest {

    private final MemorySlice slice = new MemorySlice();

    @Test
    void haveTheServersOfTheirSpecsInTheirOrder() {
        slice.assign("a", "192.0.2.9", "2001:db8::1", "192.0.2.1");
        slice.assign("b");

        var expected =
                List.of("192.0.2.9", "2001:db8::1", "192.0.2.1").stream()
                        .map(text -> Addresses.parsed(text).orElseThrow())
                        .toList();
        assertEquals(Map.of(new TaskId("a"), expected), Residents.of(slice).servers());
    }

    @Test
    void doNotHaveTheMachineAskItselfForThem() {
        slice.assign("a", "127.0.0.11", "::1", "0.0.0.0", "not an address");

        assertEquals(Map.of(), Residents.of(slice).servers());
    }
}
