package io.skep.store.engine.internal.peer;

import io.skep.consensus.Member;
import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.transport.Caller;
import io.skep.transport.ManagerAddress;
import io.skep.transport.Talk;
import io.skep.transport.Transport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The way to the stores of the other managers. A message begins with the number of its generation
 * in eight bytes and its topic in one: who is in another generation is refused, whatever its plug
 * would make of the rest.
 */
public final class Peers {

    private static final String KIND = Talk.CONSENSUS.kind();
    private static final int HEAD = Long.BYTES + 1;
    private static final Topic[] TOPICS = Topic.values();

    /** What a message is about. */
    public enum Topic {
        /** The plugs' own. */
        PLUG,
        /** What the fingerprint at an index is. */
        DIGEST,
        /** What the fingerprint at an index should be. */
        CONTRADICTION
    }

    /** Answers other stores. Called on the store's loop. */
    @FunctionalInterface
    public interface Desk {

        /** Answers. */
        CompletionStage<byte[]> answer(String from, Topic topic, byte[] message);
    }

    private final Transport transport;
    private final long generation;

    /** The way to stores of the same generation. */
    public Peers(Transport transport, long generation) {
        this.transport = transport;
        this.generation = generation;
    }

    /** Asks another store. Any thread. */
    public CompletionStage<byte[]> ask(
            String member, Topic topic, byte[] message, Duration patience) {
        var framed =
                ByteBuffer.allocate(HEAD + message.length)
                        .putLong(generation)
                        .put((byte) topic.ordinal())
                        .put(message)
                        .array();
        return transport.ask(new NodeId(member), KIND, framed, patience);
    }

    /** From now on others are answered, until the result is cancelled. */
    public Cancellable serve(Loop loop, Desk desk) {
        return transport.answer(
                KIND,
                loop,
                (caller, framed) -> {
                    try {
                        return answer(desk, caller, framed);
                    } catch (IllegalArgumentException refused) {
                        return CompletableFuture.failedFuture(refused);
                    }
                });
    }

    private CompletionStage<byte[]> answer(Desk desk, Caller caller, byte[] framed) {
        var from = caller.node();
        if (from == null || framed.length < HEAD) {
            throw new IllegalArgumentException("this is no message of a manager's store");
        }
        var buffer = ByteBuffer.wrap(framed);
        var theirs = buffer.getLong();
        if (theirs != generation) {
            throw new IllegalArgumentException(
                    "generation " + theirs + " is over, or not here yet: " + generation + " is");
        }
        return desk.answer(
                from.value(), topic(buffer.get()), Arrays.copyOfRange(framed, HEAD, framed.length));
    }

    private static Topic topic(byte number) {
        if (number < 0 || number >= TOPICS.length) {
            throw new IllegalArgumentException("there is no topic " + number);
        }
        return TOPICS[number];
    }

    /** Tells the transport where members are that it does not know there. */
    public void introduce(List<Member> members) {
        var known = new ArrayList<>(transport.managers());
        var fresh =
                members.stream()
                        .filter(member -> !member.address().isEmpty())
                        .map(it -> new ManagerAddress(new NodeId(it.id()), it.address()))
                        .filter(manager -> !known.contains(manager))
                        .toList();
        if (fresh.isEmpty()) {
            return;
        }
        known.removeIf(old -> fresh.stream().anyMatch(it -> it.node().equals(old.node())));
        known.addAll(fresh);
        transport.learn(known);
    }
}
