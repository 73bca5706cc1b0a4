package io.skep.runtime.docker.internal.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may pull now. Source: consensus-and-faults O-13. */
class TurnsTest {

    private final Turns turns = new Turns();
    private final List<String> begun = new ArrayList<>();

    @Test
    void aSilentRegistryLeavesRoomForOthers() {
        for (int n = 0; n < 100; n++) {
            take("silent");
        }
        take("prompt");

        assertEquals(8, begun.stream().filter("silent"::equals).count());
        assertEquals(1, begun.stream().filter("prompt"::equals).count());
    }

    @Test
    void manySilentRegistriesLeaveThreadsForTheNode() {
        for (int n = 0; n < 100; n++) {
            take("silent" + n);
        }

        assertEquals(16, begun.size());
    }

    @Test
    void whoWaitsBeginsInOrderWhenOthersHaveEnded() {
        for (int n = 0; n < 17; n++) {
            take("r" + n);
        }
        take("r17");

        turns.over("r3");
        turns.over("r5");
        turns.over("r16");

        assertEquals(List.of("r16", "r17"), begun.subList(16, 18));
    }

    @ParameterizedTest
    @CsvSource({
        "busybox,''",
        "library/busybox:1,''",
        "registry.example/a/b:1,registry.example",
        "localhost/a,localhost",
        "127.0.0.1:5000/a@sha256:12,127.0.0.1:5000",
        "[::1]:5000/a,[::1]:5000",
    })
    void theRegistryIsWhatIsNamedBeforeTheRepository(String image, String registry) {
        assertEquals(registry, Reference.parse(image).registry());
    }

    private void take(String registry) {
        turns.take(registry, () -> begun.add(registry));
    }
}
