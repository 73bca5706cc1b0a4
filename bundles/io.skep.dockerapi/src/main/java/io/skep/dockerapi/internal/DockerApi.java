package io.skep.dockerapi.internal;

import io.skep.control.Control;
import io.skep.control.Explainer;
import io.skep.control.Guests;
import io.skep.control.Metrics;
import io.skep.dockerapi.internal.page.Machine;
import io.skep.dockerapi.internal.page.Site;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Duty {@code dockerapi}: serves the Docker Engine API while the process runs. */
@Component(name = "io.skep.dockerapi", service = Duty.class)
public final class DockerApi implements Duty {

    private static final Logger log = LoggerFactory.getLogger(DockerApi.class);
    private static final String DEFAULT_ENGINE = "unix:///var/run/docker.sock";

    private final Control control;
    private final Guests guests;
    // set and taken by the node room, which may use several threads
    private final AtomicReference<Optional<Door>> door = new AtomicReference<>(Optional.empty());

    // set by threads that start and stop bundles
    private final AtomicReference<Explainer> explainer = new AtomicReference<>(Explainer.SILENT);

    private final AtomicReference<Metrics> metrics = new AtomicReference<>(Metrics.SILENT);

    /** Wired, not working. */
    @Activate
    public DockerApi(
            @Reference(name = "control") Control control,
            @Reference(name = "guests") Guests guests) {
        this.control = control;
        this.guests = guests;
    }

    /** Explanations are there. */
    @Reference(
            name = "explainer",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    public void bind(Explainer there) {
        explainer.set(there);
    }

    /** Explanations go; others may be there already. */
    public void unbind(Explainer gone) {
        explainer.compareAndSet(gone, Explainer.SILENT);
    }

    /** Figures are there. */
    @Reference(
            name = "metrics",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    public void bind(Metrics there) {
        metrics.set(there);
    }

    /** Figures go; others may be there already. */
    public void unbind(Metrics gone) {
        metrics.compareAndSet(gone, Metrics.SILENT);
    }

    @Override
    public String name() {
        return "dockerapi";
    }

    @Override
    public Scope scope() {
        return Scope.NODE;
    }

    @Override
    public List<String> follows() {
        return List.of("control.site");
    }

    @Override
    public boolean worksLocked() {
        return true;
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        return context.seams()
                .workers()
                .run("dockerapi", () -> open(context))
                .thenAccept(opened -> door.set(Optional.of(opened)));
    }

    private Door open(DutyContext context) {
        var seams = context.seams();
        Explainer now = (view, task, at) -> explainer.get().explain(view, task, at);
        var site =
                new Site(
                        Machine.here(),
                        seams.time(),
                        seams.loop("dockerapi"),
                        now,
                        accept -> metrics.get().page(accept));
        var opened = Door.open(entrance(context), control, guests, site);
        log.info("dockerapi: listens on {}", entrance(context).addresses());
        return opened;
    }

    /** Where the engine is to be looked for; empty for nowhere. */
    private static String engine(DutyContext context) {
        var runtime = context.setting("runtime", "docker");
        return context.setting("docker.host", runtime.equals("docker") ? DEFAULT_ENGINE : "");
    }

    private static Door.Entrance entrance(DutyContext context) {
        var addresses = ApiAddresses.of(context.setting("api", ""), context.directory());
        return new Door.Entrance(addresses, context.directory().resolve("api"), engine(context));
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        return door.getAndSet(Optional.empty())
                .map(opened -> opened.close(grace))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }
}
