package io.skep.dockerapi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.dockerapi.internal.page.Machine;
import org.junit.jupiter.api.Test;

class MachineTest {

    @Test
    void readsTheFactsOfTheMachineItRunsOn() {
        var here = Machine.here();

        assertEquals(Runtime.getRuntime().availableProcessors(), here.cpus());
        assertTrue(here.memory() > 64 << 20, here.toString());
        assertFalse(here.kernel().isEmpty());
        assertFalse(here.system().isEmpty());
        assertFalse(here.architecture().equals("amd64"));
    }
}
