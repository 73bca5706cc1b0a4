package io.skep.network.nftables.internal.plan;

import io.skep.model.net.Endpoint;
import io.skep.model.net.Traffic;

/**
 * Tasks that are being told to stop: what somebody asks over a connection that he keeps does not
 * arrive for a moment. If the task closes the connection meanwhile, he hears of that first, and
 * asks elsewhere; else his kernel sends it again and it arrives. Otherwise who asks in just that
 * moment is answered with a reset, and cannot tell whether he was heard. What the task says goes
 * out, and so does what only confirms that.
 *
 * <p>Source: RFC 9112, 9.5 and 9.6; RFC 9293, 3.9.1 (a program's last words have the flag PSH).
 */
final class Silence {

    private static final String HOOK = "type filter hook forward priority -5";

    private Silence() {}

    static void task(Scene scene, Endpoint endpoint, Family family, Pen pen) {
        if (endpoint.traffic() == Traffic.HUSHED && endpoint.node().equals(scene.self())) {
            var rules = family.of(endpoint.addresses()).map(task -> rule(task, family)).toList();
            if (!rules.isEmpty()) {
                pen.chain("q_" + endpoint.network() + "_" + endpoint.task(), HOOK, rules);
            }
        }
    }

    /** Of connections that others opened: what the task has asked is answered. */
    private static String rule(String task, Family family) {
        return family.word()
                + " daddr "
                + task
                + " ct direction original tcp flags & psh == psh drop";
    }
}
