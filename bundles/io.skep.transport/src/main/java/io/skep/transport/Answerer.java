package io.skep.transport;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/** Answers questions of one kind. Called on the loop it was registered with. */
@ConsumerType
@FunctionalInterface
public interface Answerer {

    /**
     * Answers.
     *
     * @param caller who asks, proven
     * @return the answer; a failure reaches who asked as a {@link TalkException} with its message
     */
    CompletionStage<byte[]> answer(Caller caller, byte[] question);
}
