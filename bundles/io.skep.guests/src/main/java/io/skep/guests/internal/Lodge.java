package io.skep.guests.internal;

import io.skep.codec.Codec;
import io.skep.control.Refusal;
import io.skep.control.Refusal.Code;
import io.skep.guests.internal.Wish.Verb;
import io.skep.model.Guest;
import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Passage;
import io.skep.model.net.Span;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.slice.Slice;
import io.skep.transport.ManagerAddress;
import io.skep.transport.Talk;
import io.skep.transport.Transport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** This node's side: asks managers, and waits until the wiring shows what came of it. */
final class Lodge {

    /** How long an address is waited for; Docker's own limit is 20 s, and so is the door's. */
    static final Duration PATIENCE = Duration.ofSeconds(12);

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int TRIES = 50;

    private final NodeId self;
    private final Transport transport;
    private final Slice slice;
    private final Loop loop;
    private final List<Stay> waiting = new ArrayList<>();
    private final Cancellable watch;

    Lodge(NodeId self, Transport transport, Slice slice, Loop loop) {
        this.self = self;
        this.transport = transport;
        this.slice = slice;
        this.loop = loop;
        this.watch = slice.watch(loop, this::look);
    }

    /** Somebody who waits. */
    private record Stay(
            NetworkId network, Guest guest, CompletableFuture<List<String>> addresses) {}

    CompletionStage<Optional<Span>> find(String network) {
        return find(network, TRIES);
    }

    /** One that was made just now is asked for again until it has addresses. */
    private CompletionStage<Optional<Span>> find(String network, int tries) {
        return ask(new Wish(Verb.FIND, network, null))
                .thenCompose(
                        word ->
                                tries > 1 && comes(word.span())
                                        ? later(() -> find(network, tries - 1))
                                        : CompletableFuture.completedFuture(usable(word.span())));
    }

    private static boolean comes(@Nullable Span span) {
        return span != null && span.spec().attachable() && span.plan().pools().isEmpty();
    }

    private static Optional<Span> usable(@Nullable Span span) {
        if (comes(span)) {
            throw new Refusal(Code.UNAVAILABLE, "the network has no addresses yet");
        }
        return Optional.ofNullable(span);
    }

    private <T> CompletionStage<T> later(Supplier<CompletionStage<T>> work) {
        var due = new CompletableFuture<Void>();
        loop.schedule(PAUSE, () -> due.complete(null));
        return due.thenCompose(now -> work.get());
    }

    CompletionStage<List<String>> admit(NetworkId network, Guest guest) {
        return ask(new Wish(Verb.ADMIT, network.value(), guest))
                .thenCompose(word -> await(network, guest));
    }

    CompletionStage<Void> dismiss(NetworkId network, TaskId guest) {
        var whom = new Guest(guest, self, "", List.of(), List.of());
        return ask(new Wish(Verb.DISMISS, network.value(), whom)).thenApply(word -> null);
    }

    /** One manager after the other, until one has answered: every wish may be repeated. */
    private CompletionStage<Word> ask(Wish wish) {
        var managers = new LinkedHashSet<NodeId>();
        transport.manager().ifPresent(managers::add);
        transport.managers().stream().map(ManagerAddress::node).forEach(managers::add);
        return ask(Codec.bytes(wish), new ArrayDeque<>(managers)).thenApply(Word::orRefuse);
    }

    private CompletionStage<Word> ask(byte[] wish, Deque<NodeId> managers) {
        var next = managers.poll();
        if (next == null) {
            return CompletableFuture.failedFuture(
                    new Refusal(Code.UNAVAILABLE, "no manager of the swarm has answered"));
        }
        return loop.on(transport.ask(next, Talk.CONTROL_GUESTS.kind(), wish, ANSWER))
                .thenApply(bytes -> Codec.value(bytes, Word.class))
                .handle((word, failure) -> word)
                .thenCompose(word -> word == null ? ask(wish, managers) : there(word));
    }

    private static CompletionStage<Word> there(Word word) {
        return CompletableFuture.completedFuture(word);
    }

    private CompletionStage<List<String>> await(NetworkId network, Guest guest) {
        var stay = new Stay(network, guest, new CompletableFuture<>());
        loop.execute(
                () -> {
                    waiting.add(stay);
                    loop.schedule(PATIENCE, () -> late(stay));
                    look();
                });
        return stay.addresses();
    }

    private void look() {
        for (var stay : List.copyOf(waiting)) {
            var refusal = slice.refusals().get(stay.network());
            if (refusal != null) {
                refuse(stay, new Refusal(Code.UNKNOWN, refusal));
            } else {
                addresses(stay).ifPresent(given -> settle(stay, given));
            }
        }
    }

    private Optional<List<String>> addresses(Stay stay) {
        var wiring = slice.wiring();
        return wiring.endpoints()
                .get(key(stay))
                .filter(endpoint -> endpoint.node().equals(self))
                .filter(endpoint -> suits(endpoint, stay.guest()))
                .filter(endpoint -> slice.links().containsKey(stay.network()))
                .filter(
                        endpoint ->
                                wiring.passage(endpoint.task())
                                        .filter(Passage::connected)
                                        .isPresent())
                .map(Endpoint::addresses);
    }

    private static boolean suits(Endpoint endpoint, Guest guest) {
        return guest.wanted().stream()
                .allMatch(
                        want ->
                                endpoint.addresses().stream()
                                        .anyMatch(cidr -> cidr.startsWith(want + "/")));
    }

    private static String key(Stay stay) {
        return stay.network() + "/" + stay.guest().id();
    }

    private void settle(Stay stay, List<String> given) {
        waiting.remove(stay);
        stay.addresses().complete(given);
    }

    private void late(Stay stay) {
        if (waiting.contains(stay)) {
            refuse(stay, new Refusal(Code.UNKNOWN, "context deadline exceeded: " + reason(stay)));
        }
    }

    private String reason(Stay stay) {
        var wanted = stay.guest().wanted();
        if (slice.wiring().endpoints().get(key(stay)).isPresent()) {
            return "the network is not ready on this node";
        }
        return wanted.isEmpty()
                ? "no address was given; the network may have none left"
                : "no address was given; " + String.join(", ", wanted) + " may be taken";
    }

    private void refuse(Stay stay, Refusal why) {
        waiting.remove(stay);
        dismiss(stay.network(), stay.guest().id())
                .whenComplete((gone, failure) -> stay.addresses().completeExceptionally(why));
    }

    List<Span> networks() {
        return List.copyOf(slice.wiring().spans().values());
    }

    SortedMap<NetworkId, SortedSet<TaskId>> here() {
        var here = new TreeMap<NetworkId, SortedSet<TaskId>>();
        for (var endpoint : slice.wiring().endpoints()) {
            if (endpoint.alone() && endpoint.node().equals(self)) {
                here.computeIfAbsent(endpoint.network(), any -> new TreeSet<>())
                        .add(endpoint.task());
            }
        }
        return here;
    }

    void close() {
        watch.cancel();
        loop.close();
    }
}
