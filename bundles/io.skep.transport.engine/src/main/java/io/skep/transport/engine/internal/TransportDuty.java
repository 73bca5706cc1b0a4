package io.skep.transport.engine.internal;

import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lets this node talk while it belongs to a cluster. */
@Component(name = "io.skep.transport.engine", immediate = true)
public final class TransportDuty implements Duty {

    private final SiteDuty site;

    /** Wired, not working. */
    @Activate
    public TransportDuty(@Reference(name = "site") SiteDuty site) {
        this.site = site;
    }

    @Override
    public String name() {
        return "transport";
    }

    @Override
    public Scope scope() {
        return Scope.WORKER;
    }

    @Override
    public List<String> follows() {
        return List.of("transport.site");
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        site.enter(
                context.node(),
                context.setting("listen", "0.0.0.0:2377"),
                context.seams().disk("transport"));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        site.exit();
        return CompletableFuture.completedFuture(null);
    }
}
