package io.skep.dns.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The names of one network. Safe for use by any thread.
 *
 * <p>DNS-2: answers come from the scope it was made of. DNS-3: a name that exists and has nothing
 * of the kind that is asked for is {@link Answer.Empty}, never {@link Answer.Unknown}. DNS-4: only
 * endpoints that are {@code SERVING} are ever named. DNS-5: of several addresses each comes first
 * equally often as {@link Question#turn} counts up. DNS-6: answers in constant time, whatever the
 * size of the network.
 */
@ConsumerType
@FunctionalInterface
public interface Zone {

    /** Answers. */
    Answer answer(Question question);
}
