package io.skep.transport.engine.internal;

import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.transport.Role;
import io.skep.transport.engine.internal.local.Loopback;
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

    private final Exchange exchange;

    /** Wired, not working. */
    @Activate
    public TransportDuty(@Reference(name = "site") SiteDuty site) {
        this.exchange = site.exchange();
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
        var self = context.node();
        exchange.join(self, List.of(new Loopback(self, () -> Role.MANAGER, exchange.kinds())));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        exchange.leave();
        return CompletableFuture.completedFuture(null);
    }
}
