package io.skep.node.internal.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostnameTest {

    @TempDir private Path directory;

    @Test
    void isWhatTheKernelSays() throws Exception {
        var kernel = Files.writeString(directory.resolve("hostname"), "box-1.example\n");

        assertEquals("box-1.example", Hostname.read(kernel));
    }

    @Test
    void isResolvedWhereTheKernelDoesNotSay() {
        assertFalse(Hostname.read(directory.resolve("none")).isEmpty());
    }
}
