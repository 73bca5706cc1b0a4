package io.skep.ca.engine.internal;

import io.skep.ca.Credential;
import io.skep.itests.sim.SimKernel;
import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.transport.Acceptor;
import io.skep.transport.Answerer;
import io.skep.transport.Caller;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Guard;
import io.skep.transport.ManagerAddress;
import io.skep.transport.TalkException;
import io.skep.transport.Transport;
import io.skep.transport.Trust;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One node's end of the wire; shows what the node's credential says. */
final class SimTransport implements Transport {

    record Serving(Loop loop, Answerer answerer) {}

    private final Wire wire;
    private final String address;
    private final Supplier<Optional<Credential>> credential;
    private final SortedMap<String, Serving> servings = new TreeMap<>();
    private Guard guard = caller -> true;
    private List<ManagerAddress> managers = List.of();

    SimTransport(Wire wire, String address, Supplier<Optional<Credential>> credential) {
        this.wire = wire;
        this.address = address;
        this.credential = credential;
        wire.plug(address, this);
    }

    String address() {
        return address;
    }

    Optional<Credential> shows() {
        return credential.get();
    }

    @Nullable Serving serving(String kind) {
        return servings.get(kind);
    }

    boolean admits(Caller caller) {
        return guard.admits(caller);
    }

    @Override
    public NodeId self() {
        return credential.get().orElseThrow().node();
    }

    @Override
    public Optional<NodeId> manager() {
        return managers.stream().map(ManagerAddress::node).findFirst();
    }

    @Override
    public List<ManagerAddress> managers() {
        return managers;
    }

    @Override
    public void learn(List<ManagerAddress> now) {
        managers = now.isEmpty() ? managers : List.copyOf(now);
    }

    @Override
    public CompletionStage<byte[]> ask(
            NodeId peer, String kind, byte[] question, Duration patience) {
        var to =
                wire.ends().stream()
                        .filter(end -> end.shows().filter(c -> c.node().equals(peer)).isPresent())
                        .findFirst()
                        .orElse(null);
        var caller =
                credential
                        .get()
                        .filter(this::valid)
                        .map(own -> new Caller(own.node(), Wire.role(own)))
                        .orElse(Caller.STRANGER);
        return wire.carry(caller, to, kind, question);
    }

    private boolean valid(Credential own) {
        var now = SimKernel.BEGIN.plus(wire.kernel.elapsed());
        return now.isBefore(own.chain().get(0).getNotAfter().toInstant());
    }

    @Override
    public CompletionStage<byte[]> ask(
            String at, Trust trust, String kind, byte[] question, Duration patience) {
        var to = wire.at(at);
        var chain = Optional.ofNullable(to).flatMap(SimTransport::shows).map(Credential::chain);
        if (to != null && !trust.accepts(chain.orElse(List.of()))) {
            return CompletableFuture.failedFuture(
                    new TalkException(TalkException.Reason.UNREACHABLE, "unknown authority"));
        }
        return wire.carry(Caller.STRANGER, to, kind, question);
    }

    @Override
    public Cancellable answer(String kind, Loop loop, Answerer answerer) {
        servings.put(kind, new Serving(loop, answerer));
        return () -> servings.remove(kind);
    }

    @Override
    public Cancellable guard(Guard now) {
        guard = now;
        return () -> guard = caller -> true;
    }

    @Override
    public Cancellable serve(String kind, Loop loop, Acceptor acceptor) {
        throw new UnsupportedOperationException("questions only");
    }

    @Override
    public Channel open(NodeId peer, String kind, Loop loop, ChannelSink sink) {
        throw new UnsupportedOperationException("questions only");
    }
}
