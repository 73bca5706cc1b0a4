package io.skep.allocator.internal.network;

import io.skep.model.NetworkId;
import io.skep.model.Service;
import io.skep.model.ServiceId;
import io.skep.model.VirtualIp;
import io.skep.model.spec.EndpointSpec;
import io.skep.model.spec.NetworkAttachmentConfig;
import io.skep.planner.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives services their virtual addresses: all of them or none. Source: swarm-behaviour NW-10 to
 * NW-13.
 */
public final class Frontends {

    private final Turn turn;
    private final Desk desk;

    /** For one turn. */
    public Frontends(Turn turn, Desk desk) {
        this.turn = turn;
        this.desk = desk;
    }

    /**
     * Gives a service its addresses. What it has it keeps, while it wants it or a task of it is on
     * that network.
     *
     * @return why it has not got them; empty when it has
     */
    public String settle(ServiceId service) {
        return turn.view().services().get(service).map(this::settle).orElse("");
    }

    private String settle(Service service) {
        if (!virtual(service.inForce().endpointSpec())) {
            turn.put(service, service.planOrEmpty().withVirtualIps(List.of()));
            return "";
        }
        var next = new ArrayList<VirtualIp>();
        for (var network : networks(service)) {
            var refusal = add(service, network, next);
            if (!refusal.isEmpty()) {
                return refusal;
            }
        }
        service.planOrEmpty().virtualIps().stream()
                .filter(had -> !next.contains(had))
                .filter(had -> inUse(service.id(), had.networkId()))
                .forEach(next::add);
        turn.put(service, service.planOrEmpty().withVirtualIps(next));
        return "";
    }

    private String add(Service service, NetworkId network, List<VirtualIp> next) {
        var had =
                service.planOrEmpty().virtualIps().stream()
                        .filter(vip -> vip.networkId().equals(network))
                        .toList();
        next.addAll(had);
        return had.isEmpty() ? fresh(network, next) : "";
    }

    private String fresh(NetworkId network, List<VirtualIp> next) {
        return desk.service(network)
                .fold(
                        addresses -> {
                            addresses.forEach(addr -> next.add(new VirtualIp(network, addr)));
                            return "";
                        },
                        why -> why);
    }

    private boolean inUse(ServiceId service, NetworkId network) {
        return turn.view().tasksOf(service).stream()
                .filter(task -> !task.terminal())
                .flatMap(task -> task.plan().value().networks().stream())
                .anyMatch(place -> place.network().equals(network));
    }

    /** The networks it wants, without those that every node has of its own. */
    private List<NetworkId> networks(Service service) {
        var wish = service.inForce();
        return Stream.concat(
                        Overlays.mesh(wish.endpointSpec(), turn.view()).stream(),
                        wish.taskTemplate().networks().stream()
                                .map(NetworkAttachmentConfig::target)
                                .map(NetworkId::new))
                .filter(network -> !Overlays.local(network, turn.view()))
                .distinct()
                .toList();
    }

    private static boolean virtual(@Nullable EndpointSpec endpoint) {
        return endpoint == null || !endpoint.mode().equals("dnsrr");
    }
}
