package io.skep.dns.engine.internal.zone;

import io.skep.dns.engine.internal.resolver.Resolvers;
import io.skep.dns.spi.Scope;
import io.skep.dns.spi.Zone;
import io.skep.model.NetworkId;
import io.skep.model.net.Span;
import io.skep.model.net.Wiring;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The zones of all networks, as they were drawn from a wiring. A zone is kept when nothing changed
 * in its network, and made out of the one before when something did. The ingress network has no
 * names. Immutable.
 */
final class Sheets {

    static final Sheets NONE = new Sheets(Wiring.EMPTY, Collections.emptySortedMap());

    private final Wiring wiring;
    private final SortedMap<NetworkId, Sheet> sheets;

    /** One network as it was drawn. */
    private record Sheet(Scope scope, long epoch, Zone zone) {

        private Span span() {
            return scope.span();
        }

        private String name() {
            return span().spec().name();
        }
    }

    private Sheets(Wiring wiring, SortedMap<NetworkId, Sheet> sheets) {
        this.wiring = wiring;
        this.sheets = sheets;
    }

    /** After a change; none while there is no resolver. */
    Sheets next(Wiring now, Optional<Resolvers.Choice> resolver) {
        var next = new TreeMap<NetworkId, Sheet>();
        if (resolver.isPresent()) {
            var changed = changed(now);
            for (var span : now.spans().values()) {
                if (!span.spec().ingress()) {
                    var same = !changed.contains(span.network().value());
                    next.put(span.network(), sheet(new Scope(span, now), same, resolver.get()));
                }
            }
        }
        return new Sheets(now, next);
    }

    /** The networks in which there are others than before. */
    private Set<String> changed(Wiring now) {
        var changed = new HashSet<String>();
        now.endpoints().since(wiring.endpoints(), (key, was, is) -> changed.add(network(key)));
        now.frontends().since(wiring.frontends(), (key, was, is) -> changed.add(network(key)));
        return changed;
    }

    private static String network(String key) {
        return key.substring(0, key.indexOf('/'));
    }

    private Sheet sheet(Scope scope, boolean same, Resolvers.Choice resolver) {
        var known = sheets.get(scope.span().network());
        if (known == null || known.epoch() != resolver.epoch()) {
            return new Sheet(scope, resolver.epoch(), resolver.zone(scope));
        }
        var kept = same && known.scope().span().equals(scope.span());
        var zone = kept ? known.zone() : resolver.zone(scope, known.scope(), known.zone());
        return new Sheet(scope, resolver.epoch(), zone);
    }

    /** Somebody on these networks. */
    Asker asker(Collection<NetworkId> networks, List<InetAddress> servers) {
        var known =
                networks.stream()
                        .map(sheets::get)
                        .filter(sheet -> sheet != null)
                        .sorted(Comparator.comparing(Sheet::name))
                        .toList();
        var inside =
                !known.isEmpty()
                        && known.size() == networks.size()
                        && known.stream().map(Sheet::span).allMatch(span -> span.spec().internal());
        return new Asker(known.stream().map(Sheet::zone).toList(), !inside, servers);
    }
}
