package io.skep.dns.spi;

import io.skep.model.ServiceId;
import io.skep.model.Tree;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Frontend;
import io.skep.model.net.Span;
import io.skep.model.net.Wiring;
import java.util.List;
import java.util.Optional;

/** One network with all that has a name on it. Immutable. */
public final class Scope {

    private final Span span;
    private final Wiring wiring;

    /** A network of a wiring. */
    public Scope(Span span, Wiring wiring) {
        this.span = span;
        this.wiring = wiring;
    }

    /**
     * A network with these on it.
     *
     * @param span the network
     * @param frontends its services
     * @param endpoints its tasks
     */
    public Scope(Span span, List<Frontend> frontends, List<Endpoint> endpoints) {
        this(span, wiring(new Wiring.News(List.of(), endpoints, frontends, List.of(), List.of())));
    }

    private static Wiring wiring(Wiring.News news) {
        return Wiring.EMPTY.after(1, 0, news);
    }

    /** The network. */
    public Span span() {
        return span;
    }

    /** Its services, in the order of their ids. */
    public List<Frontend> frontends() {
        return wiring.frontends(span.network());
    }

    /** A service of it. */
    public Optional<Frontend> frontend(ServiceId service) {
        return wiring.frontends().get(span.network() + "/" + service);
    }

    /** Its tasks, also those that nobody is to be sent to, in the order of their ids. */
    public List<Endpoint> endpoints() {
        return wiring.endpoints(span.network());
    }

    /** The tasks of a service on it, in the order of their ids. */
    public List<Endpoint> endpoints(ServiceId service) {
        return wiring.endpoints(span.network(), service);
    }

    /**
     * Tells in what it differs from how it was, apart from the network itself; costs little when
     * little differs and it was made of the same wiring.
     */
    public void since(
            Scope before, Tree.Reader<Endpoint> endpoints, Tree.Reader<Frontend> frontends) {
        wiring.endpoints().since(before.wiring.endpoints(), here(endpoints));
        wiring.frontends().since(before.wiring.frontends(), here(frontends));
    }

    private <V> Tree.Reader<V> here(Tree.Reader<V> reader) {
        return (key, was, is) -> {
            if (here(key)) {
                reader.differs(key, was, is);
            }
        };
    }

    private boolean here(String key) {
        return key.startsWith(span.network() + "/");
    }
}
