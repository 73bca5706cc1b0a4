package io.skep.dns.spi;

import io.skep.model.net.Endpoint;
import io.skep.model.net.Frontend;
import io.skep.model.net.Span;
import java.util.List;

/**
 * One network with all that has a name on it.
 *
 * @param span the network
 * @param frontends its services
 * @param endpoints its tasks, also those that nobody is to be sent to
 */
public record Scope(Span span, List<Frontend> frontends, List<Endpoint> endpoints) {

    /** Copies the lists. */
    public Scope {
        frontends = List.copyOf(frontends);
        endpoints = List.copyOf(endpoints);
    }
}
