package io.skep.itests.net;

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
import io.skep.transport.Talk;
import io.skep.transport.TalkException;
import io.skep.transport.Transport;
import io.skep.transport.Trust;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One node's way into the network. */
final class SimTransport implements Transport {

    private final SimNet net;
    private final NodeId self;

    SimTransport(SimNet net, NodeId self) {
        this.net = net;
        this.self = self;
    }

    @Override
    public NodeId self() {
        return self;
    }

    @Override
    public Optional<NodeId> manager() {
        return managers().stream().map(ManagerAddress::node).findFirst();
    }

    @Override
    public List<ManagerAddress> managers() {
        return net.managersOf(self);
    }

    @Override
    public void learn(List<ManagerAddress> managers) {
        if (!managers.isEmpty()) {
            net.known().put(self, List.copyOf(managers));
        }
    }

    @Override
    public Cancellable serve(String kind, Loop loop, Acceptor acceptor) {
        var mine = new SimNet.Service(loop, acceptor);
        net.services().put(self + "/" + kind, mine);
        return () -> {
            if (net.services().remove(self + "/" + kind, mine)) {
                net.accepted(self, kind).forEach(end -> end.close("not served any more"));
            }
        };
    }

    @Override
    public Channel open(NodeId peer, String kind, Loop loop, ChannelSink sink) {
        var near = new SimEnd(net, self, peer, loop, "");
        near.listens(sink);
        var there = Optional.ofNullable(net.services().get(peer + "/" + kind));
        if (there.isEmpty() || !net.reaches(self, peer) || !net.admits(self, peer, kind)) {
            near.refused("nobody serves " + kind);
            return near;
        }
        var far = new SimEnd(net, peer, self, there.get().loop(), kind);
        near.joins(far);
        far.arrives(() -> far.listens(there.get().acceptor().accept(far)));
        return near;
    }

    @Override
    public CompletionStage<byte[]> ask(
            NodeId peer, String kind, byte[] question, Duration patience) {
        return ask(Optional.of(peer), net.caller(self), kind, question, patience);
    }

    /** Certificates there are none: whoever accepts no chain at all is answered by nobody. */
    @Override
    public CompletionStage<byte[]> ask(
            String address, Trust trust, String kind, byte[] question, Duration patience) {
        var peer = net.at(address).filter(any -> trust.accepts(List.of()));
        return ask(peer, Caller.STRANGER, kind, question, patience);
    }

    private CompletionStage<byte[]> ask(
            Optional<NodeId> peer, Caller caller, String kind, byte[] question, Duration patience) {
        var answer = new CompletableFuture<byte[]>();
        if (peer.filter(node -> net.reaches(self, node)).isEmpty()) {
            return fails(answer, TalkException.Reason.UNREACHABLE, "no way there");
        }
        var desk = Optional.ofNullable(net.desks().get(peer.get() + "/" + kind));
        if (desk.isEmpty() || !Talk.mayBegin(kind, caller.role())) {
            return fails(answer, TalkException.Reason.REFUSED, kind + " is not answered");
        }
        net.kernel().after(patience, () -> fails(answer, TalkException.Reason.UNKNOWN, "silence"));
        if (net.heard(self, peer.get())) {
            desk.get().loop().execute(() -> answer(desk.get(), caller, question, answer));
        }
        return answer;
    }

    private void answer(
            SimNet.Desk desk, Caller caller, byte[] question, CompletableFuture<byte[]> answer) {
        desk.answerer()
                .answer(caller, question)
                .whenComplete(
                        (bytes, failure) ->
                                net.kernel()
                                        .after(net.delay(), () -> done(answer, bytes, failure)));
    }

    private static void done(CompletableFuture<byte[]> answer, byte[] bytes, Throwable failure) {
        if (failure == null) {
            answer.complete(bytes);
        } else {
            fails(answer, TalkException.Reason.FAILED, String.valueOf(failure.getMessage()));
        }
    }

    private static CompletableFuture<byte[]> fails(
            CompletableFuture<byte[]> answer, TalkException.Reason reason, String why) {
        answer.completeExceptionally(new TalkException(reason, why));
        return answer;
    }

    @Override
    public Cancellable answer(String kind, Loop loop, Answerer answerer) {
        var mine = new SimNet.Desk(loop, answerer);
        net.desks().put(self + "/" + kind, mine);
        return () -> net.desks().remove(self + "/" + kind, mine);
    }

    @Override
    public Cancellable guard(Guard guard) {
        net.guards().put(self, guard);
        return () -> net.guards().remove(self, guard);
    }
}
