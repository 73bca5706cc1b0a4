package io.skep.ca.engine.internal;

import io.skep.ca.JoinTokens;
import io.skep.ca.engine.internal.bureau.Bureau;
import io.skep.ca.engine.internal.bureau.Counter;
import io.skep.ca.engine.internal.lead.Founding;
import io.skep.ca.engine.internal.lead.Lead;
import io.skep.ca.engine.internal.lead.Registrar;
import io.skep.ca.engine.internal.lead.Reminder;
import io.skep.ca.engine.internal.lead.Trusted;
import io.skep.ca.engine.internal.root.Examination;
import io.skep.ca.engine.internal.root.Rotation;
import io.skep.ca.engine.internal.token.JoinToken;
import io.skep.ca.engine.internal.wire.Asking;
import io.skep.ca.engine.internal.wire.Issued;
import io.skep.ca.engine.internal.wire.Refusal;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.model.spec.CaConfig;
import io.skep.seam.Loop;
import io.skep.store.Quorum;
import io.skep.store.Store;
import io.skep.transport.Caller;
import io.skep.transport.ManagerAddress;
import io.skep.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The cluster's certificates and tokens, while this node leads. */
@Component(
        name = "io.skep.ca.engine.lead",
        immediate = true,
        service = {Duty.class, JoinTokens.class, Counter.class})
public final class LeadDuty implements Duty, JoinTokens, Counter {

    private final Store store;
    private final Quorum quorum;
    private final Transport transport;
    private final Bureau bureau;
    private final Trusted trusted = new Trusted();
    // what works while the duty does; set by the node, read by everybody
    private final AtomicReference<Optional<Works>> works = new AtomicReference<>(Optional.empty());

    private record Works(
            Loop loop, Lead lead, Lead.Steps steps, Examination examination, Registrar registrar) {}

    /** Wired, not working. */
    @Activate
    public LeadDuty(
            @Reference(name = "store") Store store,
            @Reference(name = "quorum") Quorum quorum,
            @Reference(name = "transport") Transport transport,
            @Reference(name = "bureau") Bureau bureau) {
        this.store = store;
        this.quorum = quorum;
        this.transport = transport;
        this.bureau = bureau;
    }

    @Override
    public String name() {
        return "ca.lead";
    }

    @Override
    public Scope scope() {
        return Scope.LEADER;
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        var seams = context.seams();
        var loop = seams.loop("ca-lead");
        var founding = new Founding(store, bureau, seams.entropy());
        var rotation = new Rotation(store, bureau, seams.entropy());
        var steps = new Lead.Steps(founding, rotation);
        var reminder = new Reminder(store, transport, bureau, seams.time());
        var lead = new Lead(store, loop, steps, reminder, trusted);
        var registrar = new Registrar(store, bureau, this::managers, seams.time());
        works.set(
                Optional.of(
                        new Works(
                                loop,
                                lead,
                                steps,
                                new Examination(store, bureau, seams.time()),
                                registrar)));
        loop.execute(lead::start);
        return CompletableFuture.completedFuture(null);
    }

    private List<ManagerAddress> managers() {
        var members = quorum.members();
        return members.isEmpty()
                ? transport.managers()
                : members.entrySet().stream()
                        .map(each -> new ManagerAddress(each.getKey(), each.getValue()))
                        .toList();
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        var gone = new CompletableFuture<Void>();
        works.getAndSet(Optional.empty())
                .ifPresentOrElse(
                        old ->
                                old.loop()
                                        .execute(
                                                () -> {
                                                    old.lead().stop();
                                                    gone.complete(null);
                                                    old.loop().close();
                                                }),
                        () -> gone.complete(null));
        return gone;
    }

    @Override
    public CompletionStage<Issued> ask(Caller caller, Asking asking) {
        return works.get()
                .map(now -> now.registrar().ask(caller, asking))
                .orElseGet(LeadDuty::noLeader);
    }

    @Override
    public boolean wellFormed(String text) {
        return JoinToken.wellFormed(text);
    }

    @Override
    public CompletionStage<Void> rotate(boolean worker, boolean manager) {
        return works.get()
                .map(now -> now.steps().founding().rotate(worker, manager))
                .orElseGet(LeadDuty::noLeader);
    }

    @Override
    public CompletionStage<Optional<String>> check(CaConfig wanted) {
        return works.get()
                .map(now -> now.examination().check(wanted))
                .orElseGet(LeadDuty::noLeader);
    }

    @Override
    public CompletionStage<Void> follow() {
        return works.get()
                .map(now -> now.loop().on(now.steps().rotation().follow().thenAccept(done -> {})))
                .orElseGet(LeadDuty::noLeader);
    }

    @Override
    public CompletionStage<Void> ensured() {
        return trusted.ensured(store.view());
    }

    private static <T> CompletionStage<T> noLeader() {
        return CompletableFuture.failedFuture(Refusal.NO_LEADER.failure());
    }
}
