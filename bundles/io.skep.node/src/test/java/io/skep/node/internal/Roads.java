package io.skep.node.internal;

import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.transport.Acceptor;
import io.skep.transport.Answerer;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Guard;
import io.skep.transport.ManagerAddress;
import io.skep.transport.Transport;
import io.skep.transport.Trust;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A transport of which only the managers it knows matter. */
final class Roads implements Transport {

    private List<ManagerAddress> managers = List.of();

    @Override
    public NodeId self() {
        throw unasked();
    }

    @Override
    public Optional<NodeId> manager() {
        throw unasked();
    }

    @Override
    public List<ManagerAddress> managers() {
        return managers;
    }

    @Override
    public void learn(List<ManagerAddress> known) {
        managers = List.copyOf(known);
    }

    @Override
    public Cancellable serve(String kind, Loop loop, Acceptor acceptor) {
        throw unasked();
    }

    @Override
    public Channel open(NodeId peer, String kind, Loop loop, ChannelSink sink) {
        throw unasked();
    }

    @Override
    public CompletionStage<byte[]> ask(
            NodeId peer, String kind, byte[] question, Duration patience) {
        throw unasked();
    }

    @Override
    public CompletionStage<byte[]> ask(
            String address, Trust trust, String kind, byte[] question, Duration patience) {
        throw unasked();
    }

    @Override
    public Cancellable answer(String kind, Loop loop, Answerer answerer) {
        throw unasked();
    }

    @Override
    public Cancellable guard(Guard guard) {
        throw unasked();
    }

    private static UnsupportedOperationException unasked() {
        return new UnsupportedOperationException("the node room does not talk");
    }
}
