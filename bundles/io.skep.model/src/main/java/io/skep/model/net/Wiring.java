package io.skep.model.net;

import io.skep.model.NetworkId;
import io.skep.model.ServiceId;
import io.skep.model.TaskId;
import io.skep.model.Tree;
import io.skep.model.spec.Given;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a node knows of networks at one moment. Immutable; begins {@link #EMPTY} and is made of
 * what was known {@linkplain #after before}, with which it shares what did not change. So a change,
 * and the difference to what was known before, cost what changes, however much is known.
 */
public final class Wiring {

    /** Nothing is known. */
    public static final Wiring EMPTY = new Wiring(0, 0, Parts.NONE);

    private final long number;
    private final int port;
    private final Parts parts;

    private Wiring(long number, int port, Parts parts) {
        this.number = number;
        this.port = port;
        this.parts = parts;
    }

    /**
     * All that is known.
     *
     * @param tasks the endpoints again, by network, service and task
     */
    private record Parts(
            SortedMap<NetworkId, Span> spans,
            Tree<Endpoint> endpoints,
            Tree<Frontend> frontends,
            Tree<Passage> passages,
            Tree<Endpoint> tasks) {

        private static final Parts NONE =
                new Parts(
                        Collections.emptySortedMap(),
                        Tree.empty(),
                        Tree.empty(),
                        Tree.empty(),
                        Tree.empty());
    }

    /** Increases with every change; goes on from session to session. */
    public long number() {
        return number;
    }

    /** UDP port of the data path. */
    public int port() {
        return port;
    }

    /** Networks that are to be here. */
    public SortedMap<NetworkId, Span> spans() {
        return parts.spans;
    }

    /** Of these networks, on all nodes, by {@link Endpoint#key}. */
    public Tree<Endpoint> endpoints() {
        return parts.endpoints;
    }

    /** Of these networks, by {@link Frontend#key}. */
    public Tree<Frontend> frontends() {
        return parts.frontends;
    }

    /** Of this node's tasks, by their ids. */
    public Tree<Passage> passages() {
        return parts.passages;
    }

    /** The endpoints on a network, in the order of their tasks. */
    public List<Endpoint> endpoints(NetworkId network) {
        return parts.endpoints.withPrefix(network + "/");
    }

    /** The endpoints of a service on a network, in the order of their tasks. */
    public List<Endpoint> endpoints(NetworkId network, ServiceId service) {
        return parts.tasks.withPrefix(network + "/" + service + "/");
    }

    /** The services on a network, in the order of their ids. */
    public List<Frontend> frontends(NetworkId network) {
        return parts.frontends.withPrefix(network + "/");
    }

    /** What holds for a task of this node. */
    public Optional<Passage> passage(TaskId task) {
        return parts.passages.get(task.value());
    }

    /**
     * What is new.
     *
     * @param spans new or changed
     * @param endpoints new or changed
     * @param frontends new or changed
     * @param passages new or changed
     * @param removed keys of what is gone, of all kinds
     */
    public record News(
            List<Span> spans,
            List<Endpoint> endpoints,
            List<Frontend> frontends,
            List<Passage> passages,
            List<String> removed) {

        /** Copies, orders and fills what is absent. */
        public News {
            spans = Given.list(spans);
            endpoints = Given.list(endpoints);
            frontends = Given.list(frontends);
            passages = Given.list(passages);
            removed = Given.list(removed);
        }
    }

    /**
     * This wiring after something changed.
     *
     * @param then the number it has from then on
     * @param udp port of the data path
     * @param news what changed; keys are ids of networks and tasks, and the keys of endpoints and
     *     frontends, which never are the same: object ids are unique, and the others have a slash
     */
    public Wiring after(long then, int udp, News news) {
        var draft = new Draft(parts);
        news.removed().forEach(draft::remove);
        news.spans().forEach(span -> draft.spans.put(span.network(), span));
        news.endpoints().forEach(draft::put);
        news.frontends().forEach(draft::put);
        news.passages().forEach(draft::put);
        return new Wiring(then, udp, draft.parts());
    }

    /** One in the making. */
    private static final class Draft {

        private final SortedMap<NetworkId, Span> spans;
        private Tree<Endpoint> endpoints;
        private Tree<Frontend> frontends;
        private Tree<Passage> passages;
        private Tree<Endpoint> tasks;

        private Draft(Parts before) {
            spans = new TreeMap<>(before.spans);
            endpoints = before.endpoints;
            frontends = before.frontends;
            passages = before.passages;
            tasks = before.tasks;
        }

        private void remove(String key) {
            if (key.indexOf('/') < 0) {
                spans.remove(new NetworkId(key));
                passages = passages.remove(key);
            } else {
                withdraw(key);
                frontends = frontends.remove(key);
            }
        }

        private void withdraw(String key) {
            endpoints.get(key).ifPresent(known -> tasks = tasks.remove(place(known)));
            endpoints = endpoints.remove(key);
        }

        private void put(Endpoint endpoint) {
            withdraw(endpoint.key());
            endpoints = endpoints.put(endpoint.key(), endpoint);
            tasks = tasks.put(place(endpoint), endpoint);
        }

        private static String place(Endpoint endpoint) {
            return endpoint.network() + "/" + endpoint.service() + "/" + endpoint.task();
        }

        private void put(Frontend frontend) {
            frontends = frontends.put(frontend.key(), frontend);
        }

        private void put(Passage passage) {
            passages = passages.put(passage.task().value(), passage);
        }

        private Parts parts() {
            return new Parts(
                    Collections.unmodifiableSortedMap(spans),
                    endpoints,
                    frontends,
                    passages,
                    tasks);
        }
    }

    /** Everything that is known, as news to somebody who knows nothing. */
    public News news() {
        return since(EMPTY);
    }

    /**
     * What makes this out of another wiring, apart from number and port: {@code
     * before.after(number, port, since(before))} equals this one.
     */
    public News since(Wiring before) {
        var some = new ArrayList<Endpoint>();
        var fronts = new ArrayList<Frontend>();
        var passes = new ArrayList<Passage>();
        var removed = new ArrayList<String>();
        var was = before.parts;
        was.spans.keySet().stream()
                .filter(network -> !parts.spans.containsKey(network))
                .forEach(network -> removed.add(network.value()));
        parts.endpoints.since(was.endpoints, sorting(some, removed));
        parts.frontends.since(was.frontends, sorting(fronts, removed));
        parts.passages.since(was.passages, sorting(passes, removed));
        return new News(
                parts.spans.values().stream()
                        .filter(span -> !span.equals(was.spans.get(span.network())))
                        .toList(),
                some,
                fronts,
                passes,
                removed);
    }

    private static <T> Tree.Reader<T> sorting(List<T> fresh, List<String> removed) {
        return (key, was, is) -> is.ifPresentOrElse(fresh::add, () -> removed.add(key));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Wiring wiring
                && number == wiring.number
                && port == wiring.port
                && parts.equals(wiring.parts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(number, port, parts);
    }

    @Override
    public String toString() {
        return "Wiring[number=%d, port=%d, %s]".formatted(number, port, parts);
    }
}
