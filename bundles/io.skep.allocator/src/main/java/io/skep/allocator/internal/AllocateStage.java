package io.skep.allocator.internal;

import io.skep.allocator.internal.network.Desk;
import io.skep.allocator.internal.network.Frontends;
import io.skep.allocator.internal.network.Networks;
import io.skep.allocator.internal.network.Places;
import io.skep.allocator.internal.network.Register;
import io.skep.allocator.internal.network.Seats;
import io.skep.allocator.internal.port.Endpoints;
import io.skep.model.ServiceId;
import io.skep.model.TaskState;
import io.skep.planner.Stage;
import io.skep.planner.Turn;
import java.lang.ref.SoftReference;
import java.util.List;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Component;

/**
 * Gives networks their subnets, services their published ports and addresses, and moves tasks from
 * NEW to PENDING once all that their service needs from the cluster is there. Pure: what it decides
 * depends on the turn alone. Who holds which address is kept between turns, as long as there is
 * room, since working it out anew takes a look at every task.
 */
@Component(name = "io.skep.allocator")
public final class AllocateStage implements Stage {

    // it holds on to the view it was worked out of; the planner's loop
    private SoftReference<Register> register = new SoftReference<>(new Register());

    @Override
    public String name() {
        return "allocate";
    }

    @Override
    public List<String> follows() {
        // both, so that the order holds while the updater is being replaced
        return List.of("orchestrate", "update");
    }

    @Override
    public void plan(Turn turn) {
        var endpoints = new Endpoints(turn);
        endpoints.settle();
        var networks = new Networks(turn);
        networks.settle();
        var desk = new Desk(turn, networks, register());
        new Seats(turn, desk).settle();
        var frontends = new Frontends(turn, desk);
        var services = new TreeSet<>(turn.services());
        services.addAll(endpoints.decided());
        services.removeIf(service -> turn.view().services().get(service).isEmpty());
        for (var service : services) {
            var refusal = first(frontends.settle(service), endpoints.refusal(service));
            advance(turn, service, refusal, new Places(turn, desk));
        }
        desk.close();
    }

    private Register register() {
        var known = register.get();
        var found = known == null ? new Register() : known;
        register = new SoftReference<>(found);
        return found;
    }

    private static String first(String one, String other) {
        return other.isEmpty() ? one : other;
    }

    private static void advance(Turn turn, ServiceId service, String refusal, Places places) {
        for (var task : turn.view().tasksOf(service)) {
            if (task.state() != TaskState.NEW || !task.wanted()) {
                continue;
            }
            if (refusal.isEmpty()) {
                places.settle(task);
            } else {
                turn.put(task.id(), task.plan().value().unplaced(refusal, List.of()));
            }
        }
    }
}
