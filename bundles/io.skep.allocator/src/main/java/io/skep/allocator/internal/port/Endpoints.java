package io.skep.allocator.internal.port;

import io.skep.model.Service;
import io.skep.model.ServiceId;
import io.skep.model.spec.EndpointSpec;
import io.skep.planner.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gives services the ports they want. Looks at all services only in turns in which ports may have
 * become free or are newly wanted.
 */
public final class Endpoints {

    private static final Comparator<Service> FIRST_COME =
            Comparator.<Service>comparingLong(service -> service.wish().version())
                    .thenComparing(Service::id);

    private final Turn turn;
    private final Map<ServiceId, String> refused = new TreeMap<>();
    private final SortedSet<ServiceId> granted = new TreeSet<>();

    /** For one turn. */
    public Endpoints(Turn turn) {
        this.turn = turn;
    }

    /** Gives ports; afterwards the questions below have answers. */
    public void settle() {
        if (turn.services().stream().noneMatch(this::moves)) {
            return;
        }
        var left = unsettled();
        var book = new PortBook(turn.view());
        int before;
        do { // one that lets go of a port may help one that was refused before
            before = left.size();
            settle(left.iterator(), book);
        } while (left.size() < before && !left.isEmpty());
    }

    /** Why a service has not got its ports; empty when it has. */
    public String refusal(ServiceId service) {
        return refused.getOrDefault(service, "");
    }

    /** Services about whose ports something was decided in this turn. */
    public SortedSet<ServiceId> decided() {
        var decided = new TreeSet<>(granted);
        decided.addAll(refused.keySet());
        return decided;
    }

    private void settle(Iterator<Service> left, PortBook book) {
        while (left.hasNext()) {
            var service = left.next();
            var outcome = Choice.of(service, turn.view(), book);
            if (outcome instanceof Choice.Outcome.Granted ports) {
                grant(service, ports, book);
                left.remove();
            } else if (outcome instanceof Choice.Outcome.Refused not) {
                refused.put(service.id(), not.why());
            }
        }
    }

    private void grant(Service service, Choice.Outcome.Granted ports, PortBook book) {
        var plan = service.planOrEmpty();
        book.exchange(service.id(), plan.ports(), ports.ports());
        turn.put(service, plan.withPorts(ports.ports(), wanted(service)));
        refused.remove(service.id());
        granted.add(service.id());
    }

    private List<Service> unsettled() {
        var unsettled = new ArrayList<Service>();
        turn.view().services().stream()
                .filter(service -> !settled(service))
                .sorted(FIRST_COME)
                .forEach(unsettled::add);
        return unsettled;
    }

    /** Whether a changed service may free ports, or wants some. */
    private boolean moves(ServiceId changed) {
        return turn.view().services().get(changed).filter(Endpoints::settled).isEmpty();
    }

    private static boolean settled(Service service) {
        return Objects.equals(service.planOrEmpty().endpointSpec(), wanted(service));
    }

    /** The endpoint to allocate; absent when no port is published. */
    private static @Nullable EndpointSpec wanted(Service service) {
        var endpoint = service.inForce().endpointSpec();
        return endpoint == null || endpoint.ports().isEmpty() ? null : endpoint;
    }
}
