package io.skep.allocator.internal.network;

import io.skep.model.NetworkId;
import io.skep.model.Task;
import io.skep.model.TaskAttachment;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.spec.NetworkAttachmentConfig;
import io.skep.planner.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gives tasks their addresses, all of them or none, and moves them on to PENDING. Source:
 * swarm-behaviour NW-10, NW-12.
 */
public final class Places {

    private final Turn turn;
    private final Desk desk;

    /** For one turn. */
    public Places(Turn turn, Desk desk) {
        this.turn = turn;
        this.desk = desk;
    }

    /** Moves a task on, or says in it why it stays. */
    public void settle(Task task) {
        var plan = task.plan().value();
        var places = new ArrayList<TaskAttachment>();
        var refusal =
                wishes(plan).stream()
                        .map(wish -> add(wish, places))
                        .filter(why -> !why.isEmpty())
                        .findFirst();
        turn.put(
                task.id(),
                refusal.map(why -> plan.unplaced(why, List.of()))
                        .orElseGet(() -> pending(plan.attached(places))));
    }

    private TaskPlan pending(TaskPlan plan) {
        return plan.withPhase(TaskState.PENDING, turn.now(), "pending task scheduling", "");
    }

    private String add(NetworkAttachmentConfig wish, List<TaskAttachment> places) {
        var network = new NetworkId(wish.target());
        var local = Overlays.localName(network, turn.view());
        if (!local.isEmpty()) {
            places.add(
                    new TaskAttachment(
                            network, List.of(), wish.aliases(), wish.driverOpts(), local));
            return "";
        }
        return desk.task(network)
                .fold(
                        addresses -> {
                            places.add(
                                    new TaskAttachment(
                                            network, addresses, wish.aliases(), wish.driverOpts()));
                            return "";
                        },
                        why -> why);
    }

    private List<NetworkAttachmentConfig> wishes(TaskPlan plan) {
        return Stream.concat(mesh(plan).stream(), plan.spec().networks().stream()).toList();
    }

    private Optional<NetworkAttachmentConfig> mesh(TaskPlan plan) {
        return Overlays.mesh(plan.origin().endpointSpec(), turn.view())
                .map(id -> new NetworkAttachmentConfig(id.value(), List.of(), Map.of()));
    }
}
