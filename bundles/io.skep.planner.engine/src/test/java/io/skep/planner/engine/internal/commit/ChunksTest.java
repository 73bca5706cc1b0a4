package io.skep.planner.engine.internal.commit;

import static io.skep.planner.engine.internal.Samples.fresh;
import static io.skep.planner.engine.internal.Samples.planned;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.codec.Codec;
import io.skep.model.Change;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunksTest {

    private static List<Change> draft(int size, TaskPlan plan) {
        return IntStream.range(0, size).mapToObj(i -> planned("t" + i, plan)).toList();
    }

    private static TaskPlan large(int labelLength) {
        var p = fresh("s");
        return new TaskPlan(
                p.serviceId(),
                p.serviceName(),
                Map.of("label", "x".repeat(labelLength)),
                p.slot(),
                p.spec(),
                1,
                0,
                TaskState.RUNNING,
                TaskState.NEW,
                null,
                p.since(),
                "",
                "",
                null,
                List.of(),
                List.of(),
                "",
                List.of());
    }

    private static List<List<Change>> chunks(List<Change> draft, int maxChanges) {
        var rest = new Chunks(draft, maxChanges);
        var chunks = new ArrayList<List<Change>>();
        while (rest.hasNext()) {
            chunks.add(rest.next(rest.step(Integer.MAX_VALUE)));
        }
        return chunks;
    }

    @Test
    void RA_4_holdsAtMost200Changes() {
        var sizes = chunks(draft(1_000, fresh("s")), 200).stream().map(List::size).toList();

        assertEquals(List.of(200, 200, 200, 200, 200), sizes);
    }

    @Test
    void RA_4_holdsAtMostThreeQuartersOfTheBytes() {
        var chunks = chunks(draft(100, large(50_000)), 200);

        assertTrue(chunks.size() > 3);
        for (var chunk : chunks) {
            assertTrue(Codec.changes(chunk).length <= 3 * (3 << 19) / 4);
        }
    }

    @Test
    void keepsTheOrderAndLosesNothing() {
        var draft = draft(777, large(3_000));

        var whole = new ArrayList<Change>();
        chunks(draft, 200).forEach(whole::addAll);

        assertEquals(draft, whole);
    }

    @Test
    void sendsOneChangeThatIsTooLargeAlone() {
        var chunks = chunks(draft(3, large(2_000_000)), 200);

        assertEquals(List.of(1, 1, 1), chunks.stream().map(List::size).toList());
    }
}
