package io.skep.dns.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides which names a network has.
 *
 * <p>DNS-1: pure and deterministic; what it makes depends on the scope alone, and is immutable. It
 * is called whenever something changed, so it must take a network of 10,000 endpoints in its
 * stride.
 */
@ConsumerType
@FunctionalInterface
public interface Resolver {

    /** All names of a network. */
    Zone zone(Scope scope);
}
