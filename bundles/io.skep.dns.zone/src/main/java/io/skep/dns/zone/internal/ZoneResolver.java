package io.skep.dns.zone.internal;

import io.skep.dns.spi.Resolver;
import io.skep.dns.spi.Scope;
import io.skep.dns.spi.Zone;
import io.skep.lifecycle.PlugName;
import org.osgi.service.component.annotations.Component;

/**
 * Names as Docker gives them: services and their aliases, {@code tasks.NAME}, tasks by their full
 * name and by slot, each of them also with the network's name behind it. Source: swarm-behaviour
 * DN-1 to DN-6, DN-10.
 */
@Component(name = "io.skep.dns.zone")
@PlugName("zone")
public final class ZoneResolver implements Resolver {

    @Override
    public Zone zone(Scope scope) {
        return NetworkZone.of(scope);
    }

    @Override
    public Zone zone(Scope scope, Scope before, Zone made) {
        return made instanceof NetworkZone zone && zone.isOf(scope)
                ? zone.next(before, scope)
                : zone(scope);
    }
}
