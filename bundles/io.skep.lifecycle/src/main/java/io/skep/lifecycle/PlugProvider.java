package io.skep.lifecycle;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes plugs. This is the OSGi service of an adopting or custodial plug: stateless, cheap and safe
 * to hold. What it opens belongs to the socket.
 *
 * @param <P> the plugs
 * @param <S> what plugs talk back through
 */
@ConsumerType
public interface PlugProvider<P extends Plug, S> {

    /** Who it is. Rule L1: constant, cheap, without side effect. */
    PlugInfo info();

    /**
     * Opens a plug. Rule L2: it is dormant: no outward effect, no port, no thread that acts.
     *
     * @throws PlugException when it cannot; nothing is left behind then
     */
    P open(PlugContext<S> context);
}
