package io.skep.consensus.ratis.internal.wire;

import java.util.concurrent.CompletionStage;

/** Brings messages to the other members of a group. */
public interface Wire extends AutoCloseable {

    /** What a message asks for. */
    enum Verb {
        /** A vote. */
        VOTE,
        /** To append entries. */
        APPEND,
        /** To install a piece of a snapshot. */
        SNAPSHOT,
        /** To start an election at once. */
        ELECT,
        /** The index a linearizable read waits for. */
        READ_INDEX,
        /** In which term are you? */
        TERM
    }

    /** Who answers messages. */
    @FunctionalInterface
    interface Service {

        /** Answers; may block. */
        CompletionStage<byte[]> answer(Verb verb, byte[] request);
    }

    /** Whether there can be other members. */
    boolean reachesOthers();

    /** Asks another member; fails when it cannot be reached. */
    CompletionStage<byte[]> call(String member, Verb verb, byte[] request);

    /** Answers a message another member's host brought here. */
    CompletionStage<byte[]> answer(byte[] message);

    /** From now on messages for this member are answered by {@code service}. */
    void serve(Service service);

    /** From now on messages for this member are refused. */
    void end();

    /** Gives up what it holds; nothing is served any more. */
    @Override
    default void close() {}
}
