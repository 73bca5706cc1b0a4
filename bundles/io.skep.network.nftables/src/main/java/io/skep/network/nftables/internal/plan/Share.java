package io.skep.network.nftables.internal.plan;

import io.skep.model.NodeId;
import io.skep.model.net.Span;
import java.util.ArrayList;

/**
 * The ports that callers have towards tasks when they come through this node. Each node has its own
 * share of them: a caller may use one of its ports towards two nodes at once, and when both led it
 * to the same task, that would see one connection where there are two.
 */
final class Share {

    private static final int LOWEST = 1024;
    private static final int COUNT = 65_536 - LOWEST;

    /** So many connections a caller can have to one task through one node, at least. */
    private static final int LEAST = 1000;

    private Share() {}

    /** As nft writes a range; empty for any, when a share would be too small. */
    static String of(Span span, NodeId node) {
        var nodes = new ArrayList<>(span.hosts().keySet());
        int at = nodes.indexOf(node.value());
        int size = COUNT / Math.max(1, nodes.size());
        if (at < 0 || nodes.size() == 1 || size < LEAST) {
            return "";
        }
        int first = LOWEST + at * size;
        return first + "-" + (first + size - 1);
    }
}
