package io.skep.dns.engine.internal.resolver;

import io.skep.dns.spi.Answer;
import io.skep.dns.spi.Resolver;
import io.skep.dns.spi.Scope;
import io.skep.dns.spi.Zone;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugRow;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The resolvers that are there. Safe for use by any thread: threads that start and stop bundles
 * replace an immutable list.
 */
public final class Resolvers {

    /** The contract's name. */
    public static final String CONTRACT = "dns";

    private static final Logger log = LoggerFactory.getLogger(Resolvers.class);

    private final AtomicLong epochs = new AtomicLong();
    private final AtomicReference<List<Bound>> bound = new AtomicReference<>(List.of());

    /** A resolver that was bound. */
    private record Bound(Resolver service, String name, String version, long epoch) {

        private PlugRow row(boolean live) {
            var info = new PlugInfo(CONTRACT, name, version, List.of());
            return live
                    ? new PlugRow(info, "live", epoch, "")
                    : new PlugRow(info, "available", 0, "");
        }
    }

    /** The one that is used, and which it is among all there ever were; 0 while there is none. */
    public record Choice(Resolver resolver, long epoch) {

        /** A zone; one that knows no name when the resolver fails. */
        public Zone zone(Scope scope) {
            return zone(scope, () -> resolver.zone(scope));
        }

        /** A zone, out of the one that was made of the same network as it was before. */
        public Zone zone(Scope scope, Scope before, Zone made) {
            return zone(scope, () -> resolver.zone(scope, before, made));
        }

        private static Zone zone(Scope scope, Supplier<Zone> making) {
            try {
                return making.get();
            } catch (RuntimeException broken) {
                log.error("resolver: cannot make the zone of {}", scope.span().network(), broken);
                return question -> Answer.UNKNOWN;
            }
        }
    }

    /** A resolver came. */
    public void bind(Resolver service, String name, String version) {
        var fresh = new Bound(service, name, version, epochs.incrementAndGet());
        bound.updateAndGet(all -> Stream.concat(all.stream(), Stream.of(fresh)).toList());
    }

    /** A resolver goes. */
    public void unbind(Resolver service) {
        bound.updateAndGet(
                all -> all.stream().filter(known -> known.service() != service).toList());
    }

    /** The resolver of that name: the one that came last, so that an update takes over at once. */
    public Optional<Choice> named(String name) {
        return live(name).map(known -> new Choice(known.service(), known.epoch()));
    }

    private Optional<Bound> live(String name) {
        return bound.get().stream()
                .filter(known -> known.name().equals(name))
                .max(Comparator.comparingLong(Bound::epoch));
    }

    /** What {@code skep:plug-ls} shows while a resolver is wanted. */
    public List<PlugRow> rows(String wanted) {
        var live = live(wanted);
        return bound.get().stream()
                .sorted(Comparator.comparing(Bound::name).thenComparing(Bound::epoch))
                .map(known -> known.row(live.filter(one -> one == known).isPresent()))
                .toList();
    }
}
