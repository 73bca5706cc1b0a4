package io.skep.store.engine.internal.peer;

import io.skep.consensus.Member;
import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.engine.internal.seal.Seal;
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
 * The way to the stores of the other managers. A message begins with the numbers of its era and its
 * generation in eight bytes each and its topic in one: who is in another one is refused, whatever
 * its plug would make of the rest. Then come a mark of the sender's keys in eight bytes and, if the
 * other does not know them, the keys: whoever gets an entry has the key that opens it before.
 */
public final class Peers {

    private static final String KIND = Talk.CONSENSUS.kind();
    private static final int HEAD = 3 * Long.BYTES + 1 + Integer.BYTES;
    private static final byte[] NO_KEYS = {};
    private static final byte ANSWER = 0;
    private static final byte WANTS_KEYS = 1;
    private static final Topic[] TOPICS = Topic.values();

    /** What a message is about. */
    public enum Topic {
        /** The plugs' own. */
        PLUG,
        /** What the fingerprint at an index is. */
        DIGEST,
        /** What the fingerprint at an index should be. */
        CONTRADICTION,
        /** What entries are read; a build that does not know this topic says that. */
        FORMS
    }

    /** Answers other stores. Called on the store's loop. */
    @FunctionalInterface
    public interface Desk {

        /** Answers. */
        CompletionStage<byte[]> answer(String from, Topic topic, byte[] message);
    }

    private final Transport transport;
    private final Era era;
    private final long generation;
    private final Seal seal;
    private final Known known = new Known();

    /** The way to stores of the same era and generation. */
    public Peers(Transport transport, Era era, long generation, Seal seal) {
        this.transport = transport;
        this.era = era;
        this.generation = generation;
        this.seal = seal;
    }

    /** Asks another store. Any thread. */
    public CompletionStage<byte[]> ask(
            String member, Topic topic, byte[] message, Duration patience) {
        return transport
                .ask(new NodeId(member), KIND, framed(topic, NO_KEYS, message), patience)
                .thenCompose(
                        reply ->
                                wantsKeys(reply)
                                        ? again(member, topic, message, patience)
                                        : CompletableFuture.completedFuture(reply))
                .thenApply(Peers::unframed);
    }

    private CompletionStage<byte[]> again(
            String member, Topic topic, byte[] message, Duration patience) {
        var keys = seal.ring().bytes();
        return transport.ask(new NodeId(member), KIND, framed(topic, keys, message), patience);
    }

    private byte[] framed(Topic topic, byte[] keys, byte[] message) {
        return ByteBuffer.allocate(HEAD + keys.length + message.length)
                .putLong(era.number())
                .putLong(generation)
                .put((byte) topic.ordinal())
                .putLong(seal.ring().mark())
                .putInt(keys.length)
                .put(keys)
                .put(message)
                .array();
    }

    private static boolean wantsKeys(byte[] reply) {
        return reply.length == 1 && reply[0] == WANTS_KEYS;
    }

    private static byte[] unframed(byte[] reply) {
        if (reply.length == 0 || reply[0] != ANSWER) {
            throw new IllegalArgumentException("this is no answer of a manager's store");
        }
        return Arrays.copyOfRange(reply, 1, reply.length);
    }

    private static byte[] answer(byte[] answer) {
        return ByteBuffer.allocate(1 + answer.length).put(ANSWER).put(answer).array();
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
        if (!era.admits(buffer.getLong())) {
            throw new IllegalArgumentException("this cluster went on without you");
        }
        var theirs = buffer.getLong();
        if (theirs != generation) {
            throw new IllegalArgumentException(
                    "generation " + theirs + " is over, or not here yet: " + generation + " is");
        }
        var topic = topic(buffer.get());
        if (!learns(buffer)) {
            return CompletableFuture.completedFuture(new byte[] {WANTS_KEYS});
        }
        var message = new byte[buffer.remaining()];
        buffer.get(message);
        return desk.answer(from.value(), topic, message).thenApply(Peers::answer);
    }

    /** Whether this store has the keys of who asks; they may come with the question. */
    private boolean learns(ByteBuffer buffer) {
        var mark = buffer.getLong();
        var length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new IllegalArgumentException("keys of " + length + " bytes");
        }
        if (length > 0) {
            var keys = new byte[length];
            buffer.get(keys);
            seal.learn(keys);
            known.add(mark);
        }
        return length > 0 || mark == seal.ring().mark() || known.has(mark);
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
