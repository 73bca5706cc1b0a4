package io.skep.network.vxlan.internal;

import io.skep.network.vxlan.internal.plan.Survey.Step;
import io.skep.network.vxlan.internal.plan.Ways;
import io.skep.network.vxlan.internal.tool.ToolException;
import io.skep.seam.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * A look at the kernel's tables, which takes the longer the more endpoints there are, while these
 * come and go: nobody waits for it, and what changed meanwhile it says nothing about. One thread at
 * a time, but for the look itself.
 */
final class Audit {

    private final CompletableFuture<Step> differences;
    private final List<Step> meanwhile = new ArrayList<>();

    private Audit(CompletableFuture<Step> differences) {
        this.differences = differences;
    }

    /**
     * Begins to look.
     *
     * @param look says what ways there are; blocks
     * @param wanted those there are to be when it begins
     */
    static Audit begin(Workers workers, Supplier<Ways> look, Ways wanted) {
        return new Audit(
                workers.run("network-audit", () -> differences(look.get(), wanted))
                        .toCompletableFuture());
    }

    private static Step differences(Ways there, Ways wanted) {
        return new Step(there.minus(wanted), wanted.minus(there));
    }

    /** What was changed on purpose since it began. */
    void changed(Step step) {
        meanwhile.add(step);
    }

    boolean over() {
        return differences.isDone();
    }

    /**
     * What is to be put right; once it is over.
     *
     * @throws ToolException when it could not look
     */
    Step found() {
        try {
            var found = differences.join();
            for (var step : meanwhile) {
                found = new Step(left(found.gone(), step), left(found.come(), step));
            }
            return found;
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof ToolException trouble
                    ? trouble
                    : new ToolException("tables could not be read: " + failure.getCause());
        }
    }

    private static Ways left(Ways ways, Step step) {
        return ways.minus(step.gone()).minus(step.come());
    }
}
