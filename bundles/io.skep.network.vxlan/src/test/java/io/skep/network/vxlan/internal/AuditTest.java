package io.skep.network.vxlan.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.network.vxlan.internal.plan.Survey.Step;
import io.skep.network.vxlan.internal.plan.Ways;
import io.skep.network.vxlan.internal.plan.Ways.Known;
import io.skep.network.vxlan.internal.tool.ToolException;
import io.skep.seam.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AuditTest {

    private final List<Runnable> waiting = new ArrayList<>();

    @Test
    void saysWhatIsTooMuchAndWhatIsMissing() {
        var audit = Audit.begin(new Later(), () -> ways("a", "stray"), ways("a", "b"));
        assertFalse(audit.over());

        look();

        assertTrue(audit.over());
        assertEquals(new Step(ways("stray"), ways("b")), audit.found());
    }

    @Test
    void saysNothingAboutWhatChangedMeanwhile() {
        var audit = Audit.begin(new Later(), () -> ways("came", "stray"), ways("went", "b"));
        audit.changed(new Step(ways("went"), ways("came")));
        look();

        assertEquals(new Step(ways("stray"), ways("b")), audit.found());
    }

    @Test
    void doesNotHideThatItCouldNotLook() {
        var audit =
                Audit.begin(
                        new Later(),
                        () -> {
                            throw new ToolException("bridge: no");
                        },
                        ways());
        look();

        assertEquals("bridge: no", assertThrows(ToolException.class, audit::found).getMessage());
    }

    private void look() {
        waiting.forEach(Runnable::run);
    }

    private static Ways ways(String... macs) {
        var known = Stream.of(macs).map(mac -> new Known(mac, "sk-ax")).collect(Collectors.toSet());
        return new Ways(Set.of(), Set.of(), known);
    }

    /** Works when it is told to. */
    private final class Later implements Workers {

        @Override
        public <T> CompletionStage<T> run(String name, Callable<T> work) {
            var done = new CompletableFuture<T>();
            waiting.add(
                    () -> {
                        try {
                            done.complete(work.call());
                        } catch (Exception failure) { // whatever the work throws, as workers do
                            done.completeExceptionally(failure);
                        }
                    });
            return done;
        }

        @Override
        public void close() {
            waiting.clear();
        }
    }
}
