package io.skep.allocator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.model.Change;
import io.skep.model.Kind;
import io.skep.model.ServiceId;
import io.skep.model.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** NW-9: an address that was given back is used again as late as possible. */
class SerialTest extends NetworkCase {

    @Test
    void anAddressThatATaskGaveBack() {
        network("n", pool("10.5.0.0/28", "", ""));
        wish("s", vip(), "n");
        var given = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            task("t" + (char) ('a' + i), "s");
            plan();
            given.addAll(addresses("t" + (char) ('a' + i)));
            ended("t" + (char) ('a' + i));
        }

        assertEquals(10, new TreeSet<>(given.subList(0, 10)).size());
        assertEquals(given.get(0), given.get(10));
    }

    @Test
    void alsoWhenNothingIsLeftOfTheTask() {
        network("n", pool("10.5.0.0/28", "", ""));
        wish("s", vip(), "n");
        task("t1", "s");
        task("t2", "s");
        plan();
        var given = addresses("t2");

        commit(Change.remove(Kind.TASK, new TaskId("t2")));
        task("t3", "s");
        plan();

        assertEquals(List.of("10.5.0.3/28"), given);
        assertEquals(List.of("10.5.0.4/28"), addresses("t3"));
    }

    @Test
    void whateverBecameOfTheServiceThatGotOneLast() {
        network("n", pool("10.5.0.0/24", "", ""));
        wish("s", vip(), "n");
        wish("r", vip(), "n");
        plan();
        commit(Change.remove(Kind.SERVICE, new ServiceId("r")));
        for (var id : List.of("t1", "t2", "t3")) {
            task(id, "s");
            plan();
            commit(Change.remove(Kind.TASK, new TaskId(id)));
        }

        task("t4", "s");
        plan();

        assertEquals(List.of("10.5.0.5/24"), addresses("t4"));
    }

    @Test
    void andOneThatAServiceGaveBack() {
        network("n", pool("10.5.0.0/24", "", ""));
        wish("s", vip(), "n");
        plan();
        var given = virtual("s");

        commit(Change.remove(Kind.SERVICE, new ServiceId("s")));
        wish("r", vip(), "n");
        plan();

        assertEquals(List.of("n 10.5.0.192/24"), given);
        assertEquals(List.of("n 10.5.0.193/24"), virtual("r"));
    }
}
