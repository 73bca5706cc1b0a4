package io.skep.guests.internal;

import io.skep.control.Command;
import io.skep.control.Control;
import io.skep.control.EventSink;
import io.skep.control.LocalNode;
import io.skep.control.LogQuery;
import io.skep.control.Receipt;
import io.skep.control.TaskLogSink;
import io.skep.model.Change;
import io.skep.model.LogRequest;
import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.Part;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.model.View;
import io.skep.model.spec.IpamPool;
import io.skep.model.spec.NetworkSpec;
import io.skep.seam.Cancellable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A cluster that does whatever it is told. */
final class PaperControl implements Control {

    private final List<String> said = new ArrayList<>();
    private State state = State.EMPTY;

    void network(String id, String name) {
        made(id, name, true);
        var pool = new IpamPool("10.0.0.0/24", "", "10.0.0.1", Map.of());
        var plan = new NetworkPlan(List.of(pool), List.of(""), 1);
        put(Change.put(Part.NETWORK_PLAN, new NetworkId(id), plan));
    }

    /** A network that nobody has planned yet. */
    void made(String id, String name, boolean attachable) {
        var spec =
                new NetworkSpec(
                        name,
                        Map.of(),
                        "overlay",
                        Map.of(),
                        false,
                        false,
                        attachable,
                        false,
                        null,
                        "",
                        "");
        put(Change.put(Part.NETWORK_SPEC, new NetworkId(id), spec));
    }

    private void put(Change change) {
        var stamp = new Stamp(state.index() + 1, Instant.EPOCH);
        state = state.after(List.of(change), stamp);
    }

    List<String> said() {
        return said;
    }

    @Override
    public CompletionStage<Receipt> submit(Command command) {
        if (command instanceof Command.AdmitGuest admit) {
            said.add("AdmitGuest " + admit.network() + " " + admit.guest().name());
        } else if (command instanceof Command.DismissGuest dismiss) {
            said.add("DismissGuest " + dismiss.network() + " " + dismiss.guest());
        }
        return CompletableFuture.completedFuture(Receipt.of("id"));
    }

    @Override
    public CompletionStage<View> read() {
        return CompletableFuture.completedFuture(state);
    }

    @Override
    public LocalNode local() {
        throw new UnsupportedOperationException("nobody asks where this is");
    }

    @Override
    public Cancellable follow(Instant since, EventSink sink) {
        throw new UnsupportedOperationException("nobody follows");
    }

    @Override
    public Cancellable logs(LogQuery query, LogRequest request, TaskLogSink sink) {
        throw new UnsupportedOperationException("nobody reads");
    }
}
