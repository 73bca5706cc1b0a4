package io.skep.dispatcher.internal.wiring;

import io.skep.model.Network;
import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.TaskId;
import io.skep.model.View;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Frontend;
import io.skep.model.net.Span;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All networks, kept from commit to commit, so that a change costs as much as it changes. Tells its
 * reader which node is to hear of what.
 */
final class Atlas {

    /** Hears what changes. */
    interface Reader {

        /** A node is to be told what is known under this key: new, changed or gone. */
        void tell(NodeId node, String key);

        /** A task's endpoint is new, changed or gone. */
        void moved(TaskId task);
    }

    private final Reader reader;
    private final SortedMap<NetworkId, Chart> charts = new TreeMap<>();
    // where a task or service was drawn
    private final SortedMap<TaskId, SortedMap<NetworkId, Endpoint>> drawn = new TreeMap<>();
    private final SortedMap<ServiceId, SortedMap<NetworkId, Frontend>> fronts = new TreeMap<>();
    // containers that are no tasks, by network
    private final SortedMap<NetworkId, SortedSet<TaskId>> guests = new TreeMap<>();
    // where the nodes were last
    private final SortedMap<NodeId, String> hosts = new TreeMap<>();
    private View view;

    Atlas(Reader reader, View view) {
        this.reader = reader;
        this.view = view;
    }

    /** From now on this is so; what differs is drawn by the methods below. */
    void view(View now) {
        view = now;
    }

    /** Draws everything there is, and forgets what is gone. */
    void everything() {
        new TreeSet<>(drawn.keySet()).forEach(this::task);
        new TreeSet<>(fronts.keySet()).forEach(this::service);
        new TreeSet<>(charts.keySet()).forEach(this::network);
        view.networks().forEach(network -> network(network.id()));
        view.services().forEach(service -> service(service.id()));
        view.tasks().forEach(task -> task(task.id()));
        view.nodes().forEach(node -> node(node.id()));
    }

    /** A task may have changed. */
    void task(TaskId id) {
        var before = drawn.getOrDefault(id, new TreeMap<>());
        var after =
                view.tasks()
                        .get(id)
                        .map(task -> Draughtsman.endpoints(task, view))
                        .orElseGet(() -> Draughtsman.guest(id, networks(id), view));
        if (before.equals(after)) {
            return;
        }
        keep(drawn, id, after);
        for (var network : both(before, after)) {
            draw(network, before.get(network), after.get(network));
        }
        reader.moved(id);
    }

    private void draw(NetworkId network, @Nullable Endpoint before, @Nullable Endpoint after) {
        if (after == null && before != null) {
            rubOut(chart(network), before);
        } else if (after != null && !after.equals(before)) {
            drawIn(chart(network), after);
        }
    }

    private void rubOut(Chart chart, Endpoint before) {
        chart.endpoints.remove(before.key());
        tellAll(chart, before.key());
        if (chart.leave(before.node(), before.task())) {
            left(before.network(), chart, before.node());
        }
    }

    private void drawIn(Chart chart, Endpoint after) {
        chart.endpoints.put(after.key(), after);
        if (chart.join(after.node(), after.task())) {
            joined(after.network(), chart, after.node());
        }
        tellAll(chart, after.key());
    }

    /** Where a container is that is no task. */
    private List<NetworkId> networks(TaskId guest) {
        return guests.entrySet().stream()
                .filter(entry -> entry.getValue().contains(guest))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A network's containers that are no tasks may have come, changed or gone. */
    private void guests(NetworkId id) {
        var some = new TreeSet<>(guests.getOrDefault(id, new TreeSet<>()));
        var now = Draughtsman.guests(id, view);
        keep(guests, id, now);
        some.addAll(now);
        for (var guest : some) {
            task(guest);
            service(new ServiceId(guest.value()));
        }
    }

    /** A service may have changed. */
    void service(ServiceId id) {
        var before = fronts.getOrDefault(id, new TreeMap<>());
        var after =
                view.services()
                        .get(id)
                        .map(service -> Draughtsman.frontends(service, view))
                        .orElseGet(
                                () ->
                                        Draughtsman.names(
                                                id, networks(new TaskId(id.value())), view));
        keep(fronts, id, after);
        for (var network : both(before, after)) {
            var next = after.get(network);
            if (Objects.equals(before.get(network), next)) {
                continue;
            }
            var key = network + "/" + id;
            if (next == null) {
                chart(network).frontends.remove(key);
            } else {
                chart(network).frontends.put(key, next);
            }
            tellAll(chart(network), key);
        }
    }

    /** A network may have changed. */
    void network(NetworkId id) {
        var chart = chart(id);
        tellAll(chart, id.value());
        view.nodes().forEach(node -> everywhere(id, node.id()));
        guests(id);
        fronts.keySet().stream().toList().forEach(this::service);
        if (view.networks().get(id).isEmpty() && chart.nodes().isEmpty()) {
            charts.remove(id);
        }
    }

    /** A node may have changed. */
    void node(NodeId node) {
        var host = Draughtsman.host(view, node);
        view.networks().forEach(network -> everywhere(network.id(), node));
        var door = Draughtsman.door(view, node);
        var where =
                String.join(
                        " ",
                        host,
                        door,
                        Draughtsman.key(view, node),
                        "" + Draughtsman.down(view, node));
        if (where.equals(hosts.put(node, where))) {
            return;
        }
        view.tasksOn(node).forEach(task -> task(task.id()));
        guests.values().stream().flatMap(Set::stream).distinct().toList().forEach(this::task);
        charts.forEach(
                (id, chart) -> {
                    if (chart.has(node)) {
                        tellAll(chart, id.value());
                    }
                });
    }

    /** The routing mesh is on every node that can have it. Source: swarm-behaviour NW-16 */
    private void everywhere(NetworkId id, NodeId node) {
        var ingress =
                view.networks()
                        .get(id)
                        .filter(Draughtsman::spans)
                        .filter(network -> network.spec().value().ingress());
        var has =
                ingress.isPresent()
                        && view.nodes().get(node).filter(Draughtsman::offersOverlay).isPresent();
        var chart = chart(id);
        if (!chart.always(node, has)) {
            return;
        }
        if (has) {
            joined(id, chart, node);
        } else {
            left(id, chart, node);
        }
    }

    private void joined(NetworkId network, Chart chart, NodeId node) {
        chart.keys().forEach(key -> reader.tell(node, key));
        tellAll(chart, network.value());
    }

    private void left(NetworkId network, Chart chart, NodeId node) {
        chart.keys().forEach(key -> reader.tell(node, key));
        reader.tell(node, network.value());
        tellAll(chart, network.value());
    }

    private void tellAll(Chart chart, String key) {
        chart.nodes().forEach(node -> reader.tell(node, key));
    }

    private Chart chart(NetworkId network) {
        return charts.computeIfAbsent(network, any -> new Chart());
    }

    private static <K, V> void keep(SortedMap<K, V> map, K key, V value) {
        if (value instanceof SortedMap<?, ?> many && many.isEmpty()
                || value instanceof SortedSet<?> set && set.isEmpty()) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }

    private static SortedSet<NetworkId> both(
            SortedMap<NetworkId, ?> before, SortedMap<NetworkId, ?> after) {
        var both = new TreeSet<>(before.keySet());
        both.addAll(after.keySet());
        return both;
    }

    /** Everything a node is to know, by key. */
    List<String> keys(NodeId node) {
        return charts.entrySet().stream()
                .filter(entry -> entry.getValue().has(node))
                .flatMap(
                        entry ->
                                Stream.concat(
                                        Stream.of(entry.getKey().value()),
                                        entry.getValue().keys().stream()))
                .toList();
    }

    /** A network as a node is to make it; absent when it is not to have it. */
    Optional<Span> span(NodeId node, NetworkId id) {
        var chart = Optional.ofNullable(charts.get(id)).filter(known -> known.has(node));
        return chart.flatMap(
                known ->
                        view.networks()
                                .get(id)
                                .filter(Draughtsman::spans)
                                .map(found -> span(found, known)));
    }

    private Span span(Network network, Chart chart) {
        var hosts = new TreeMap<String, String>();
        var keys = new TreeMap<String, String>();
        var doors = new TreeSet<String>();
        for (var node : chart.nodes()) {
            hosts.put(node.value(), Draughtsman.host(view, node));
            keys.put(node.value(), Draughtsman.key(view, node));
            doors.add(Draughtsman.door(view, node));
        }
        doors.remove("");
        var plan = Objects.requireNonNull(network.plan()).value();
        var spec = network.spec().value();
        var bare = new Span(network.id(), spec, plan, hosts, Map.of(), List.copyOf(doors));
        return bare.encrypted()
                ? new Span(network.id(), spec, plan, hosts, keys, bare.doors())
                : bare;
    }

    /** An endpoint a node is to know. */
    Optional<Endpoint> endpoint(NodeId node, String key) {
        return of(node, key, chart -> chart.endpoints.get(key));
    }

    /** A frontend a node is to know. */
    Optional<Frontend> frontend(NodeId node, String key) {
        return of(node, key, chart -> chart.frontends.get(key));
    }

    private <T> Optional<T> of(NodeId node, String key, Function<Chart, T> part) {
        var network = new NetworkId(key.substring(0, key.indexOf('/')));
        return Optional.ofNullable(charts.get(network)).filter(chart -> chart.has(node)).map(part);
    }

    /** A task's endpoints. */
    SortedMap<NetworkId, Endpoint> endpoints(TaskId task) {
        return drawn.getOrDefault(task, new TreeMap<>());
    }

    /** The nodes that have a network. */
    SortedSet<NodeId> nodes(NetworkId network) {
        return Optional.ofNullable(charts.get(network)).map(Chart::nodes).orElseGet(TreeSet::new);
    }
}
