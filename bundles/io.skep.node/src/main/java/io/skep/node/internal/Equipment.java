package io.skep.node.internal;

import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.node.internal.member.Member;
import io.skep.node.internal.member.Member.Stage;
import io.skep.node.internal.member.Papers;
import io.skep.seam.Seams;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What duties of this node get.
 *
 * @param papers who it is while it belongs nowhere
 * @param directory its data directory
 * @param settings of the process
 */
record Equipment(Seams seams, Papers papers, Path directory, Map<String, String> settings) {

    private static final ClusterId NO_CLUSTER = new ClusterId("0");

    DutyContext outside() {
        return new DutyContext(papers.own(), NO_CLUSTER, seams, directory, settings);
    }

    /** With the other managers as {@code id=host:port,...}. */
    DutyContext inside(Member member, String others) {
        var own = new TreeMap<>(settings);
        own.put("listen", member.listen());
        own.put("advertise", member.advertise());
        own.put("datapath", member.dataPath());
        own.put("members", member.stage() == Stage.FOUNDING ? "" : others);
        if (member.stage() == Stage.REFOUNDING) {
            own.put("alone", "true");
        }
        return new DutyContext(member.node(), member.cluster(), seams, directory, own);
    }
}
