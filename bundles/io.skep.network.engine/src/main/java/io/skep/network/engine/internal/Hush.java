package io.skep.network.engine.internal;

import io.skep.model.TaskId;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Traffic;
import io.skep.model.net.Wiring;
import java.util.List;
import java.util.SortedSet;

/** What managers say of networks, with what this node knows better: who is being told to stop. */
final class Hush {

    private Hush() {}

    /** The same wiring, where these tasks are {@link Traffic#HUSHED}. */
    static Wiring over(Wiring wiring, SortedSet<TaskId> tasks) {
        var hushed =
                wiring.spans().keySet().stream()
                        .flatMap(
                                network ->
                                        tasks.stream()
                                                .map(task -> network + "/" + task)
                                                .flatMap(
                                                        key ->
                                                                wiring
                                                                        .endpoints()
                                                                        .get(key)
                                                                        .stream()))
                        .map(Hush::hushed)
                        .toList();
        var news = new Wiring.News(List.of(), hushed, List.of(), List.of(), List.of());
        return hushed.isEmpty() ? wiring : wiring.after(wiring.number(), wiring.port(), news);
    }

    private static Endpoint hushed(Endpoint known) {
        return new Endpoint(
                known.network(),
                known.task(),
                known.service(),
                known.node(),
                known.host(),
                known.addresses(),
                known.slot(),
                known.name(),
                Traffic.HUSHED,
                known.aliases());
    }
}
