package io.skep.agent.internal.shelf;

import io.skep.model.NodeDescription;
import io.skep.model.Plugin;
import java.util.ArrayList;
import java.util.Comparator;

/** What a node can do, of several who know of it. */
final class Abilities {

    private static final Plugin OVERLAY = new Plugin("Network", "overlay");

    private Abilities() {}

    /** Whether such a node can have networks that others have too. */
    static boolean overlay(NodeDescription all) {
        return all.plugins().contains(OVERLAY);
    }

    /**
     * Facts of a runtime, and of who makes networks. A runtime's own overlay networks are not those
     * of the cluster.
     */
    static NodeDescription of(NodeDescription facts, boolean overlay, String cipher) {
        var plugins = new ArrayList<>(facts.plugins());
        plugins.remove(OVERLAY);
        if (overlay) {
            plugins.add(OVERLAY);
            plugins.sort(Comparator.comparing(Plugin::type).thenComparing(Plugin::name));
        }
        return new NodeDescription(
                facts.hostname(),
                facts.platform(),
                facts.resources(),
                facts.engineVersion(),
                facts.engineLabels(),
                plugins,
                facts.runtimes(),
                cipher);
    }
}
