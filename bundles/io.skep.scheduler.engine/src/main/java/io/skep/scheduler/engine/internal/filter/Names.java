package io.skep.scheduler.engine.internal.filter;

import io.skep.model.NodeId;
import io.skep.model.View;
import java.util.HashMap;
import java.util.Map;

/** What users call nodes: by their hosts' names, as long as no other has the same. */
public final class Names {

    private final View view;
    private final Map<String, Integer> hosts = new HashMap<>(); // asked, never iterated

    /** Of the nodes of a view. */
    public Names(View view) {
        this.view = view;
        view.nodes().forEach(node -> hosts.merge(node.hostname(), 1, Integer::sum));
    }

    /** A node's. */
    public String of(NodeId id) {
        return view.nodes()
                .get(id)
                .map(node -> node.hostname())
                .filter(host -> !host.isEmpty() && hosts.getOrDefault(host, 0) == 1)
                .orElse(id.value());
    }
}
