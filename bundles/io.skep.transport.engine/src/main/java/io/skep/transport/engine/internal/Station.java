package io.skep.transport.engine.internal;

import io.skep.ca.Credential;
import io.skep.ca.Credentials;
import io.skep.lifecycle.DutyContext;
import io.skep.lifecycle.Fence;
import io.skep.lifecycle.Live;
import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugRow;
import io.skep.lifecycle.Providers;
import io.skep.lifecycle.Socket;
import io.skep.lifecycle.SocketHost;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.seam.Seldom;
import io.skep.transport.engine.internal.mesh.Bounds;
import io.skep.transport.engine.internal.mesh.Doorstep;
import io.skep.transport.engine.internal.mesh.Mesh;
import io.skep.transport.spi.Carrier;
import io.skep.transport.spi.CarrierSink;
import io.skep.transport.spi.Identity;
import io.skep.transport.spi.Line;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Host of the plugs that carry frames: tells the one in use what this node shows and where it
 * listens, and tells the mesh which one that is. Owned by its loop.
 */
final class Station implements SocketHost<Carrier, CarrierSink>, CarrierSink {

    private static final Logger log = LoggerFactory.getLogger(Station.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration SAID_AGAIN = Duration.ofMinutes(10);

    private final DutyContext context;
    private final Loop loop;
    private final Mesh mesh;
    private final Doorstep doorstep;
    private final Providers<Carrier, CarrierSink> providers;
    private final Socket<Carrier, CarrierSink> socket;
    private Cancellable watch = () -> {};
    private Cancellable tick = () -> {};
    private Optional<Credential> shown = Optional.empty();
    private @Nullable Carrier carrier;
    private String wanted = "";
    private String heard = "";

    /** A station that has not started. */
    Station(DutyContext context, Exchange exchange, Providers<Carrier, CarrierSink> providers) {
        this.context = context;
        this.loop = context.seams().loop("transport");
        var time = context.seams().time();
        this.mesh =
                new Mesh(
                        loop,
                        new Bounds(
                                exchange.kinds(),
                                exchange.guards(),
                                exchange.roll(),
                                time,
                                new Seldom(time, SAID_AGAIN)));
        this.doorstep = new Doorstep(loop, mesh);
        this.providers = providers;
        this.socket = new Socket<>(Carrier.CONTRACT, loop, time, this);
    }

    void start() {
        socket.want(context.setting("transport", "netty"));
        providers.attach(socket);
        tick = loop.schedule(TICK, this::tick);
    }

    Loop loop() {
        return loop;
    }

    Mesh mesh() {
        return mesh;
    }

    Doorstep doorstep() {
        return doorstep;
    }

    /** Follows this node's credential. */
    void follow(Credentials credentials) {
        loop.execute(
                () -> {
                    watch.cancel();
                    watch = credentials.watch(loop, this::show);
                });
    }

    /** Nobody keeps the credential now: the last one counts. */
    void unfollow() {
        loop.execute(() -> watch.cancel());
    }

    /** Listens at an address from now on, as soon as there is something to show; empty for none. */
    void listen(String address) {
        loop.execute(
                () -> {
                    wanted = address;
                    settle();
                });
    }

    private void show(Optional<Credential> credential) {
        shown = credential;
        mesh.show(credential);
        if (carrier != null) {
            carrier.show(credential.map(Station::identity));
        }
        settle();
    }

    private static Identity identity(Credential credential) {
        return new Identity(credential.key(), credential.chain(), credential.anchors());
    }

    /** The one place that compares where to listen with where it does. */
    private void settle() {
        var plug = carrier;
        var address = shown.isPresent() ? wanted : "";
        if (plug == null || address.equals(heard)) {
            return;
        }
        heard = address;
        if (address.isEmpty()) {
            plug.deafen();
            return;
        }
        plug.listen(address)
                .whenComplete((port, failure) -> loop.execute(() -> listens(address, failure)));
    }

    private void listens(String address, @Nullable Throwable failure) {
        if (failure == null) {
            log.info("transport: listens at {}", address);
        } else if (heard.equals(address)) {
            log.error("transport: cannot listen at {}: {}", address, failure.getMessage());
            heard = "";
        }
    }

    private void tick() {
        tick = loop.schedule(TICK, this::tick);
        mesh.check();
        settle();
    }

    @Override
    public PlugContext<CarrierSink> context(PlugInfo plug) {
        var directory = context.directory().resolve("transport").resolve(plug.name());
        return new PlugContext<>(loop, context.seams(), this, directory, context.settings());
    }

    @Override
    public CarrierSink fence(CarrierSink sink, BooleanSupplier alive) {
        return Fence.of(CarrierSink.class, sink, alive);
    }

    @Override
    public void accepted(Line line) {
        mesh.accepted(line);
    }

    @Override
    public void live(Live<Carrier> live) {
        carrier = live.plug();
        carrier.show(shown.map(Station::identity));
        mesh.carry(carrier);
        doorstep.carry(carrier);
        settle();
    }

    @Override
    public void lost(String why) {
        log.info("transport: nobody carries frames: {}", why);
        carrier = null;
        heard = "";
        mesh.carry(null);
        doorstep.carry(null);
    }

    /** Ends; completes when the plug is closed. */
    CompletionStage<Void> stop() {
        loop.execute(
                () -> {
                    watch.cancel();
                    tick.cancel();
                });
        providers.detach(socket);
        return socket.close().thenRun(loop::close);
    }

    String wanted() {
        return socket.wanted();
    }

    List<PlugRow> rows() {
        return socket.rows();
    }
}
