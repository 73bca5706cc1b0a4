package io.skep.roles.internal.step;

import io.skep.model.NodeGrant;
import io.skep.model.NodeId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** One step towards the wanted roles. */
public sealed interface Step {

    /** Nodes get roles. */
    record Grant(SortedMap<NodeId, NodeGrant> roles) implements Step {

        /** Copies. */
        public Grant {
            roles = Collections.unmodifiableSortedMap(new TreeMap<>(roles));
        }
    }

    /**
     * The quorum gets other members, because of one node.
     *
     * @param about whose coming, going or moving it is
     * @param members all members after it, with host:port of each
     */
    record Change(NodeId about, SortedMap<NodeId, String> members) implements Step {

        /** Copies. */
        public Change {
            members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        }
    }

    /**
     * Another one leads.
     *
     * @param about who leads now and is to be no manager
     * @param to who leads then
     */
    record HandOver(NodeId about, NodeId to) implements Step {}
}
