package io.skep.runtime.engine.internal.task;

import io.skep.runtime.engine.internal.file.Parcel;
import io.skep.runtime.engine.internal.net.Crossing;
import io.skep.runtime.engine.internal.template.Contents;
import io.skep.runtime.engine.internal.template.TemplateFailure;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.RuntimeFailure;
import io.skep.runtime.spi.Workload;
import io.skep.slice.Assignment;
import io.skep.slice.Enclosures;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What is needed before a runtime can make a task's container. */
final class Preparation {

    private final Setting setting;
    private final Crossing crossing;

    Preparation(Setting setting, Crossing crossing) {
        this.setting = setting;
        this.crossing = crossing;
    }

    /** How far it is. */
    sealed interface Step {}

    /** It never can be made here. */
    record Refused(String why) implements Step {}

    /** Something is not there yet. */
    record Waits(String what) implements Step {}

    /** Everything is there. */
    record Ready(Supplier<CompletionStage<Handle>> verb) implements Step {}

    Step of(Assignment wish, ContainerRuntime runtime) {
        try {
            return judged(wish, runtime);
        } catch (TemplateFailure | RuntimeFailure malformed) {
            return new Refused("" + malformed.getMessage());
        }
    }

    private Step judged(Assignment wish, ContainerRuntime runtime) {
        var networks = crossing.networks(wish.plan());
        var workload = Workloads.of(wish, setting).on(networks.orElse(List.of()));
        var refusal = refusal(wish, workload, runtime);
        if (!refusal.isEmpty()) {
            return new Refused(refusal);
        }
        if (networks.isEmpty()) {
            return new Waits("its networks");
        }
        return Parcel.needed(workload.container())
                ? withFiles(wish, workload, runtime)
                : new Ready(() -> runtime.prepare(workload));
    }

    private String refusal(Assignment wish, Workload workload, ContainerRuntime runtime) {
        var none = crossing.refusal(wish.plan());
        return none.isEmpty() ? runtime.refusal(workload) : none;
    }

    /** TK-8: secrets are never on disk; after a restart only a manager can bring them again. */
    private Step withFiles(Assignment wish, Workload workload, ContainerRuntime runtime) {
        var known = setting.slice().enclosures();
        return known.isPresent()
                ? new Ready(delivered(wish, workload, runtime, known.get()))
                : new Waits("its secrets and configs");
    }

    private Supplier<CompletionStage<Handle>> delivered(
            Assignment wish, Workload workload, ContainerRuntime runtime, Enclosures known) {
        var contents = new Contents(workload.container(), known);
        var files =
                new Parcel(contents, Workloads.facts(wish, setting)).files(workload.container());
        var written = setting.loop().on(setting.vault().keep(wish.task(), files));
        return () -> written.thenCompose(kept -> runtime.prepare(workload.with(kept)));
    }
}
