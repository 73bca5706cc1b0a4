package io.skep.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skep.model.Change;
import io.skep.model.Kind;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.ServiceId;
import io.skep.model.ServiceWish;
import io.skep.model.TaskId;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CodecTest {

    @Test
    void readsWhatItWrote() {
        List<Change> changes =
                List.of(
                        Change.put(Part.SERVICE_SPEC, new ServiceId("s1"), wish()),
                        Change.put(
                                Part.TASK_PLAN, new TaskId("t1"), Plans.plan(Map.of(), List.of())),
                        Change.put(
                                Part.CLUSTER_SPEC,
                                new io.skep.model.ClusterId("c1"),
                                ClusterSpec.defaults()),
                        Change.remove(Kind.NODE, new NodeId("n9")));

        var bytes = Codec.changes(changes);

        assertEquals(changes, Codec.changes(bytes));
        assertArrayEquals(bytes, Codec.changes(Codec.changes(bytes)));
    }

    @Test
    void readsARecordWithFewerFieldsThanItKnows() {
        record Older(String name) {}

        var newer = Codec.value(Codec.bytes(new Older("x")), NodeSpec.class);

        assertEquals("x", newer.name());
        assertEquals(Map.of(), newer.labels());
    }

    @Test
    void refusesAnUnknownForm() {
        var bytes = Codec.bytes(new Wrapper(Duration.ofSeconds(3)));
        bytes[0] = 9;

        assertThrows(IllegalArgumentException.class, () -> Codec.value(bytes, Wrapper.class));
    }

    /** Public, so that the mapper may read it. */
    public record Wrapper(Duration duration) {}

    private static ServiceWish wish() {
        var spec =
                new ServiceSpec(
                        "web",
                        Map.of("b", "2", "a", "1"),
                        TaskSpec.EMPTY,
                        new ServiceMode.ReplicatedJob(0, 7),
                        null,
                        null,
                        List.of(),
                        null);
        return new ServiceWish(
                spec,
                5,
                null,
                0,
                0,
                Instant.ofEpochSecond(1, 2),
                false,
                Payload.of(new byte[] {1, 2}),
                Payload.EMPTY);
    }
}
