package io.skep.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TalkTest {

    private static final Path TABLE = Path.of("../../docs/who-may-say-what.md");

    @Test
    void isWrittenDownInTheDocumentation() throws IOException {
        var lines =
                Files.readAllLines(TABLE).stream()
                        .filter(line -> line.startsWith("| `"))
                        .collect(Collectors.joining("\n"));

        assertEquals(
                Arrays.stream(Talk.values()).map(TalkTest::row).collect(Collectors.joining("\n")),
                lines);
    }

    @Test
    void letsNobodyBeginWhatIsNotInIt() {
        assertFalse(Talk.mayBegin("shell", Role.MANAGER));
    }

    @Test
    void letsStrangersOnlyJoin() {
        assertEquals(
                "[CA_ROOT, CA_REQUEST]",
                Arrays.stream(Talk.values())
                        .filter(talk -> Talk.mayBegin(talk.kind(), Role.STRANGER))
                        .toList()
                        .toString());
    }

    @Test
    void keepsWorkersFromTheConsensusAndFromCommands() {
        assertFalse(Talk.mayBegin("consensus", Role.WORKER));
        assertFalse(Talk.mayBegin("control.command", Role.WORKER));
        assertTrue(Talk.mayBegin("agent.session", Role.WORKER));
    }

    private static String row(Talk talk) {
        return "| `"
                + talk.kind()
                + "` | "
                + cell(talk, Role.STRANGER)
                + " | "
                + cell(talk, Role.WORKER)
                + " | "
                + cell(talk, Role.MANAGER)
                + " |";
    }

    private static String cell(Talk talk, Role role) {
        return talk.callers().contains(role) ? "yes" : "-";
    }
}
