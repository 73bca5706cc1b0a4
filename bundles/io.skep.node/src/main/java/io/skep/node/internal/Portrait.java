package io.skep.node.internal;

import io.skep.control.LocalNode;
import io.skep.node.internal.member.Member;
import java.util.Optional;

/**
 * How the node shows itself.
 *
 * @param hostname the machine's
 * @param member where it belongs; absent when nowhere
 * @param manager whether it is a manager there
 */
record Portrait(String hostname, Optional<Member> member, boolean manager) {

    LocalNode in(String state, String error) {
        return member.map(here -> inside(here, state, error))
                .orElseGet(() -> new LocalNode(state, "", "", "", 0, false, hostname, error));
    }

    private LocalNode inside(Member here, String state, String error) {
        return new LocalNode(
                state,
                here.node().value(),
                here.cluster().value(),
                here.host(),
                here.port(),
                manager,
                hostname,
                error);
    }
}
