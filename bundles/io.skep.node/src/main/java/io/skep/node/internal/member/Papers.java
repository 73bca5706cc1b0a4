package io.skep.node.internal.member;

import io.skep.codec.Codec;
import io.skep.model.NodeId;
import io.skep.seam.Seams;
import java.util.Optional;

/** The node's papers on disk: who it is, and where it belongs. */
public final class Papers {

    private static final String MEMBER = "membership";
    private static final String IDENTITY = "identity";

    private final Seams seams;

    /** Who a node is while it belongs nowhere. */
    public record Identity(NodeId node) {}

    /** The papers of the node with these disks. */
    public Papers(Seams seams) {
        this.seams = seams;
    }

    /** The membership; absent when there is none. */
    public Optional<Member> member() {
        return seams.disk("node").read(MEMBER).map(bytes -> Codec.value(bytes, Member.class));
    }

    /** Writes the membership down. */
    public void keep(Member member) {
        seams.disk("node").replace(MEMBER, Codec.bytes(member));
    }

    /** There is no membership any more. */
    public void tearUp() {
        seams.disk("node").delete(MEMBER);
    }

    /** An id of the node's own, made when it is first asked for. */
    public NodeId own() {
        var disk = seams.disk("node");
        var known = disk.read(IDENTITY).map(bytes -> Codec.value(bytes, Identity.class));
        if (known.isPresent()) {
            return known.get().node();
        }
        var fresh = new Identity(new NodeId(seams.entropy().id()));
        disk.replace(IDENTITY, Codec.bytes(fresh));
        return fresh.node();
    }
}
