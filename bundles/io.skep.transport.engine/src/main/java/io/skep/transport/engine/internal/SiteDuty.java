package io.skep.transport.engine.internal;

import io.skep.ca.Credentials;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.lifecycle.PlugCatalog;
import io.skep.lifecycle.PlugProvider;
import io.skep.lifecycle.PlugRow;
import io.skep.lifecycle.Providers;
import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Disk;
import io.skep.seam.Loop;
import io.skep.transport.Acceptor;
import io.skep.transport.Answerer;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Guard;
import io.skep.transport.ManagerAddress;
import io.skep.transport.Role;
import io.skep.transport.Transport;
import io.skep.transport.Trust;
import io.skep.transport.engine.internal.link.Link;
import io.skep.transport.engine.internal.local.Loopback;
import io.skep.transport.engine.internal.mesh.Mesh;
import io.skep.transport.spi.Carrier;
import io.skep.transport.spi.CarrierSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The transport for all rooms: kinds may be served, and questions asked, before a cluster is. */
@Component(
        name = "io.skep.transport.site",
        immediate = true,
        service = {Duty.class, Transport.class, PlugCatalog.class, SiteDuty.class})
public final class SiteDuty implements Duty, Transport, PlugCatalog {

    private final Exchange exchange = new Exchange();
    private final Providers<Carrier, CarrierSink> providers = new Providers<>(Carrier.CONTRACT);
    // both: set by threads that start bundles and by the node room
    private final AtomicReference<Optional<Credentials>> credentials =
            new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Station>> station =
            new AtomicReference<>(Optional.empty());

    /** Wired, not working. */
    @Activate
    public SiteDuty() {}

    /** A plug's bundle started. */
    @Reference(
            name = "plug",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    public void bind(PlugProvider<?, ?> provider) {
        providers.bind(provider);
    }

    /** A plug's bundle stops. */
    public void unbind(PlugProvider<?, ?> provider) {
        providers.unbind(provider);
    }

    /** Who keeps the credential is there. */
    void rely(Credentials fresh) {
        credentials.set(Optional.of(fresh));
        station.get().ifPresent(working -> working.follow(fresh));
    }

    /** Who keeps the credential goes; the last credential counts. */
    void part(Credentials gone) {
        credentials.updateAndGet(any -> any.filter(known -> known != gone));
        if (credentials.get().isEmpty()) {
            station.get().ifPresent(Station::unfollow);
        }
    }

    /** Channels lead to other nodes from now on, and others may dial in there. */
    void enter(NodeId self, String address, Disk kept) {
        exchange.roll().open(kept);
        var mesh = station.get().map(Station::mesh);
        Supplier<Role> role = () -> mesh.map(Mesh::role).orElse(Role.MANAGER);
        var links = new ArrayList<Link>(List.of(new Loopback(self, role, exchange.kinds())));
        mesh.ifPresent(links::add);
        exchange.join(self, links);
        station.get().ifPresent(working -> working.listen(address));
    }

    /** No channel leads anywhere from now on; what is on disk goes when the cluster is left. */
    void exit() {
        station.get().ifPresent(working -> working.listen(""));
        exchange.leave();
        exchange.roll().forget();
    }

    @Override
    public String name() {
        return "transport.site";
    }

    @Override
    public Scope scope() {
        return Scope.NODE;
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        exchange.roll().open(context.seams().disk("transport"));
        var begun = new Station(context, exchange, providers);
        station.set(Optional.of(begun));
        exchange.open(begun.loop(), begun.doorstep()::ask);
        credentials.get().ifPresent(begun::follow);
        begun.start();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        exchange.shut();
        return station.getAndSet(Optional.empty())
                .map(Station::stop)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    @Override
    public String contract() {
        return Carrier.CONTRACT;
    }

    @Override
    public String wanted() {
        return station.get().map(Station::wanted).orElse("");
    }

    @Override
    public List<PlugRow> rows() {
        return station.get().map(Station::rows).orElse(List.of());
    }

    @Override
    public NodeId self() {
        return exchange.self();
    }

    @Override
    public Optional<NodeId> manager() {
        return exchange.manager();
    }

    @Override
    public List<ManagerAddress> managers() {
        return exchange.managers();
    }

    @Override
    public void learn(List<ManagerAddress> managers) {
        exchange.learn(managers);
    }

    @Override
    public Cancellable serve(String kind, Loop loop, Acceptor acceptor) {
        return exchange.serve(kind, loop, acceptor);
    }

    @Override
    public Channel open(NodeId peer, String kind, Loop loop, ChannelSink sink) {
        return exchange.open(peer, kind, loop, sink);
    }

    @Override
    public CompletionStage<byte[]> ask(
            NodeId peer, String kind, byte[] question, Duration patience) {
        return exchange.ask(peer, kind, question, patience);
    }

    @Override
    public CompletionStage<byte[]> ask(
            String address, Trust trust, String kind, byte[] question, Duration patience) {
        return exchange.ask(address, trust, kind, question, patience);
    }

    @Override
    public Cancellable answer(String kind, Loop loop, Answerer answerer) {
        return exchange.answer(kind, loop, answerer);
    }

    @Override
    public Cancellable guard(Guard guard) {
        return exchange.guard(guard);
    }
}
