package io.skep.control.engine.internal.cluster;

import io.skep.control.Refusal;
import io.skep.control.Refusal.Code;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.ManagerStatus;
import io.skep.model.View;
import java.util.List;
import java.util.Objects;

/** What Docker says to a manager that wants to leave without force. Source: CL-3. */
final class Leaving {

    private static final String ATTEMPT =
            "You are attempting to leave the swarm on a node that is participating as a manager. ";

    private Leaving() {}

    static Refusal locked() {
        return refusal(
                "Swarm is encrypted and locked. Please unlock it first or use `--force` to ignore"
                        + " this message.");
    }

    static Refusal manager(boolean active, View view) {
        var managers = managers(view);
        long reachable =
                managers.stream().filter(m -> m.reachability().equals("reachable")).count();
        long unreachable = managers.size() - reachable;
        // a manager whose status nobody has reported yet is the only one
        if (active && reachable <= 1 && unreachable == 0) {
            return refusal(
                    ATTEMPT
                            + "Removing the last manager erases all current state of the swarm. Use"
                            + " `--force` to ignore this message. ");
        }
        return refusal(ATTEMPT + consequence(active, reachable, unreachable) + REINITIALIZE);
    }

    private static final String REINITIALIZE =
            "The only way to restore a swarm that has lost consensus is to reinitialize it with"
                    + " `--force-new-cluster`. Use `--force` to suppress this message.";

    private static String consequence(boolean active, long reachable, long unreachable) {
        if (!active) {
            return "Doing so may lose the consensus of your cluster. ";
        }
        if (reachable - 2 > unreachable) {
            return "";
        }
        return "Removing this node leaves "
                + (reachable - 1)
                + " managers out of "
                + (reachable + unreachable)
                + ". Without a Raft quorum your swarm will be inaccessible. ";
    }

    private static List<ManagerStatus> managers(View view) {
        return view.nodes().stream()
                .map(node -> node.status())
                .filter(Objects::nonNull)
                .map(status -> status.value().manager())
                .filter(Objects::nonNull)
                .toList();
    }

    private static Refusal refusal(String text) {
        return Refusals.plain(Code.UNAVAILABLE, text);
    }
}
