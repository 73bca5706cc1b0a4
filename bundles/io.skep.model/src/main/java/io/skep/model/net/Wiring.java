package io.skep.model.net;

import io.skep.model.NetworkId;
import io.skep.model.TaskId;
import io.skep.model.spec.Given;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a node knows of networks at one moment. Immutable.
 *
 * @param number increases with every change; starts again with every session
 * @param port UDP port of the data path
 * @param spans networks that are to be here
 * @param endpoints of these networks, on all nodes, by {@link Endpoint#key}
 * @param frontends of these networks, by {@link Frontend#key}
 * @param passages of this node's tasks
 */
public record Wiring(
        long number,
        int port,
        SortedMap<NetworkId, Span> spans,
        SortedMap<String, Endpoint> endpoints,
        SortedMap<String, Frontend> frontends,
        SortedMap<TaskId, Passage> passages) {

    /** Nothing is known. */
    public static final Wiring EMPTY =
            new Wiring(0, 0, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    /** Makes the maps immutable. */
    public Wiring {
        spans = Collections.unmodifiableSortedMap(spans);
        endpoints = Collections.unmodifiableSortedMap(endpoints);
        frontends = Collections.unmodifiableSortedMap(frontends);
        passages = Collections.unmodifiableSortedMap(passages);
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
        var nextSpans = new TreeMap<>(spans);
        var nextEndpoints = new TreeMap<>(endpoints);
        var nextFrontends = new TreeMap<>(frontends);
        var nextPassages = new TreeMap<>(passages);
        for (var key : news.removed()) {
            if (key.indexOf('/') < 0) {
                nextSpans.remove(new NetworkId(key));
                nextPassages.remove(new TaskId(key));
            } else {
                nextEndpoints.remove(key);
                nextFrontends.remove(key);
            }
        }
        news.spans().forEach(span -> nextSpans.put(span.network(), span));
        news.endpoints().forEach(endpoint -> nextEndpoints.put(endpoint.key(), endpoint));
        news.frontends().forEach(frontend -> nextFrontends.put(frontend.key(), frontend));
        news.passages().forEach(passage -> nextPassages.put(passage.task(), passage));
        return new Wiring(then, udp, nextSpans, nextEndpoints, nextFrontends, nextPassages);
    }
}
