package io.skep.dockerapi.internal.world;

import io.skep.control.Guests;
import io.skep.control.Refusal;
import io.skep.model.Guest;
import io.skep.model.NetworkId;
import io.skep.model.TaskId;
import io.skep.model.net.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cluster that gives everybody the same address. */
public final class ScriptedGuests implements Guests {

    private final Map<String, Span> known = new ConcurrentHashMap<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Map<NetworkId, SortedSet<TaskId>> here = new ConcurrentHashMap<>();
    private volatile Optional<Refusal> refusal = Optional.empty();

    /** The cluster has this network. */
    public void has(Span span) {
        known.put(span.spec().name(), span);
    }

    /** Nobody is admitted any more. */
    public void refuses(Refusal why) {
        refusal = Optional.of(why);
    }

    /** Who came and went. */
    public List<String> said() {
        return said;
    }

    @Override
    public CompletionStage<Optional<Span>> find(String network) {
        return CompletableFuture.completedFuture(Optional.ofNullable(known.get(network)));
    }

    @Override
    public CompletionStage<List<String>> admit(NetworkId network, Guest guest) {
        said.add("admit " + network + " " + guest.name() + guest.aliases() + guest.wanted());
        if (refusal.isPresent()) {
            return CompletableFuture.failedFuture(refusal.get());
        }
        here.computeIfAbsent(network, any -> new TreeSet<>()).add(guest.id());
        return CompletableFuture.completedFuture(List.of("10.0.7.5/24", "fd00::5/64"));
    }

    @Override
    public CompletionStage<Void> dismiss(NetworkId network, TaskId guest) {
        said.add("dismiss " + network + " " + guest);
        here.remove(network);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public List<Span> networks() {
        return List.copyOf(known.values());
    }

    @Override
    public SortedMap<NetworkId, SortedSet<TaskId>> here() {
        return new TreeMap<>(here);
    }
}
