package io.skep.dispatcher.internal.session;

import io.skep.seam.Workers;
import java.net.InetAddress;
import java.util.concurrent.CompletionStage;

/** The machines of nodes. */
public interface Machines {

    /** Milliseconds a machine is waited for. */
    int PATIENCE = 1_000;

    /**
     * Whether a machine answers: its kernel does also when its node does not.
     *
     * @param address of a node
     * @return completes on any thread; fails when nobody can tell
     */
    CompletionStage<Boolean> answers(String address);

    /** Asks by ICMP; who may not, by TCP, where a refusal is an answer as well. */
    static Machines real(Workers workers) {
        return address ->
                workers.run("machine", () -> InetAddress.getByName(address).isReachable(PATIENCE));
    }
}
