package io.skep.transport.engine.internal;

import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.transport.Acceptor;
import io.skep.transport.Answerer;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Guard;
import io.skep.transport.ManagerAddress;
import io.skep.transport.TalkException;
import io.skep.transport.TalkException.Reason;
import io.skep.transport.Transport;
import io.skep.transport.Trust;
import io.skep.transport.engine.internal.link.Ending;
import io.skep.transport.engine.internal.link.Kinds;
import io.skep.transport.engine.internal.link.Link;
import io.skep.transport.engine.internal.link.Refused;
import io.skep.transport.engine.internal.link.Served;
import io.skep.transport.engine.internal.question.Desk;
import io.skep.transport.engine.internal.question.Questions;
import io.skep.transport.engine.internal.question.Questions.Single;
import io.skep.transport.engine.internal.roll.Guards;
import io.skep.transport.engine.internal.roll.Roll;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/** Joins those who open channels with those who serve them. Kinds outlive memberships. */
public final class Exchange implements Transport {

    private final Kinds kinds = new Kinds();
    private final Guards guards = new Guards();
    private final Roll roll = new Roll();
    // who this node is; set by the node room, read by any thread
    private final AtomicReference<Optional<Member>> member =
            new AtomicReference<>(Optional.empty());
    // where questions are asked; set by the node room, read by any thread
    private final AtomicReference<Optional<Place>> place = new AtomicReference<>(Optional.empty());

    /** A node's place in its cluster: who it is, and the ways to others. */
    private record Member(NodeId self, List<Link> links) {}

    /** What asking needs: it works without a cluster. */
    private record Place(Questions questions, Stranger stranger) {}

    /** Asks as somebody without a certificate. */
    @FunctionalInterface
    public interface Stranger {

        /** Whoever listens there. */
        CompletionStage<byte[]> ask(String address, Trust trust, Single single);
    }

    /** Questions may be asked from now on. */
    public void open(Loop loop, Stranger stranger) {
        place.set(Optional.of(new Place(new Questions(loop, this::open), stranger)));
    }

    /** No more questions. */
    public void shut() {
        place.getAndSet(Optional.empty())
                .ifPresent(left -> left.questions().close("this node stops talking"));
    }

    /** The node is in a cluster from now on, and these ways lead to nodes. */
    public void join(NodeId self, List<Link> links) {
        member.set(Optional.of(new Member(self, List.copyOf(links))));
    }

    /** The node is in no cluster from now on; all channels close. */
    public void leave() {
        member.getAndSet(Optional.empty())
                .ifPresent(
                        left ->
                                left.links()
                                        .forEach(link -> link.close("this node stops talking")));
    }

    /** Who serves what. */
    public Kinds kinds() {
        return kinds;
    }

    /** Whom this node admits. */
    public Guards guards() {
        return guards;
    }

    /** The managers it knows. */
    public Roll roll() {
        return roll;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException while the node is in no cluster
     */
    @Override
    public NodeId self() {
        return member.get()
                .map(Member::self)
                .orElseThrow(() -> new IllegalStateException("this node is in no cluster"));
    }

    /** A node that knows of no manager can only be one itself. */
    @Override
    public Optional<NodeId> manager() {
        return roll.all().stream()
                .map(ManagerAddress::node)
                .findFirst()
                .filter(known -> member.get().isPresent())
                .or(() -> member.get().map(Member::self));
    }

    @Override
    public List<ManagerAddress> managers() {
        return roll.all();
    }

    @Override
    public void learn(List<ManagerAddress> managers) {
        roll.learn(managers);
    }

    @Override
    public Cancellable serve(String kind, Loop loop, Acceptor acceptor) {
        return kinds.serve(kind, new Served(loop, acceptor));
    }

    @Override
    public Channel open(NodeId peer, String kind, Loop loop, ChannelSink sink) {
        var watched = new Watched(roll, peer, sink);
        return member.get().stream()
                .flatMap(here -> here.links().stream())
                .filter(link -> link.reaches(peer))
                .findFirst()
                .map(link -> link.open(peer, kind, loop, watched))
                .orElseGet(() -> nowhere(peer, loop, watched));
    }

    private static Channel nowhere(NodeId peer, Loop loop, ChannelSink sink) {
        var why = Ending.unreachable("no way leads to node " + peer);
        return Refused.channel(peer, loop, sink, why);
    }

    @Override
    public CompletionStage<byte[]> ask(
            NodeId peer, String kind, byte[] question, Duration patience) {
        return place.get()
                .map(here -> here.questions().ask(peer, kind, question, patience))
                .orElseGet(Exchange::silent);
    }

    @Override
    public CompletionStage<byte[]> ask(
            String address, Trust trust, String kind, byte[] question, Duration patience) {
        return place.get()
                .map(Place::stranger)
                .map(way -> way.ask(address, trust, new Single(kind, question, patience)))
                .orElseGet(Exchange::silent);
    }

    private static CompletionStage<byte[]> silent() {
        return CompletableFuture.failedFuture(
                new TalkException(Reason.UNREACHABLE, "this node does not talk"));
    }

    @Override
    public Cancellable answer(String kind, Loop loop, Answerer answerer) {
        return kinds.serve(Kinds.QUESTION + kind, new Served(loop, new Desk(loop, answerer)));
    }

    @Override
    public Cancellable guard(Guard guard) {
        return guards.set(guard);
    }

    /** A manager with whom no talk comes about is not the next one to be tried. */
    private record Watched(Roll roll, NodeId peer, ChannelSink sink) implements ChannelSink {

        @Override
        public void frame(byte[] frame) {
            sink.frame(frame);
        }

        @Override
        public void closed(String reason) {
            if (Ending.early(reason)) {
                roll.failed(peer);
            }
            sink.closed(reason);
        }
    }
}
