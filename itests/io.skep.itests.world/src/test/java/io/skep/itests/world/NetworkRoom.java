package io.skep.itests.world;

import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.model.NetworkId;
import io.skep.model.net.Link;
import io.skep.seam.Cancellable;
import io.skep.slice.Slice;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Networks of one node: they are as wanted, sooner or later, and nothing ever goes over them. */
final class NetworkRoom implements Duty {

    private static final int LONGEST_MILLIS = 400;

    private final Slice slice;
    private Cancellable watch = () -> {};

    NetworkRoom(Slice slice) {
        this.slice = slice;
    }

    @Override
    public String name() {
        return "network";
    }

    @Override
    public Scope scope() {
        return Scope.WORKER;
    }

    @Override
    public List<String> follows() {
        return List.of("agent");
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        var loop = context.seams().loop("network");
        slice.overlay(true);
        watch = slice.watch(loop, () -> loop.schedule(soon(context), this::make));
        return CompletableFuture.completedFuture(null);
    }

    private static Duration soon(DutyContext context) {
        return Duration.ofMillis(context.seams().entropy().below(LONGEST_MILLIS));
    }

    private void make() {
        var wiring = slice.wiring();
        var links = new TreeMap<NetworkId, Link>();
        wiring.spans()
                .keySet()
                .forEach(id -> links.put(id, new Link(id, id.value(), "sk-" + id, List.of())));
        slice.linked(links);
        slice.realised(wiring.number());
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        watch.cancel();
        return CompletableFuture.completedFuture(null);
    }
}
