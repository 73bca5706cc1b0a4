package io.skep.dns.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides which names a network has.
 *
 * <p>DNS-1: pure and deterministic; what it makes depends on the scope alone, and is immutable. It
 * is called whenever something changed, so it must take a network of 10,000 endpoints in its
 * stride. DNS-7: what it makes out of a zone that was made before answers as what it makes anew.
 */
@ConsumerType
@FunctionalInterface
public interface Resolver {

    /** All names of a network. */
    Zone zone(Scope scope);

    /**
     * All names of a network in which something changed. Made anew, unless a resolver knows how to
     * do better.
     *
     * @param scope as it is now
     * @param before as it was; the same network
     * @param made what this resolver made of that
     */
    default Zone zone(Scope scope, Scope before, Zone made) {
        return zone(scope);
    }
}
