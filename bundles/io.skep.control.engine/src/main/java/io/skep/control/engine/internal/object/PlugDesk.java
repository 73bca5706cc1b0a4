package io.skep.control.engine.internal.object;

import io.skep.control.Command;
import io.skep.control.Receipt;
import io.skep.control.engine.internal.answer.Fresh;
import io.skep.control.engine.internal.answer.Gate;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.Part;
import io.skep.store.Draft;
import java.util.List;

/** Writes which plug is wanted for a contract. */
public final class PlugDesk {

    private static final List<String> CONTRACTS =
            List.of("ca", "consensus", "dns", "network", "runtime", "scheduler", "transport");

    private PlugDesk() {}

    /** {@code skep:plug-use}. Whether there is such a plug is not asked: it may come later. */
    public static Receipt use(Command.UsePlug command, Fresh fresh, Draft draft) {
        if (!CONTRACTS.contains(command.contract())) {
            throw Refusals.invalid(
                    "no contract is called '%s'; there are %s",
                    command.contract(), String.join(", ", CONTRACTS));
        }
        if (command.plug().isBlank()) {
            throw Refusals.invalid("the name of a plug must be provided");
        }
        var cluster = draft.cluster().orElseThrow(Gate::preparing);
        var spec = cluster.spec().value().withPlug(command.contract(), command.plug());
        draft.put(Part.CLUSTER_SPEC, cluster.id(), spec);
        return Receipt.of(cluster.id().value());
    }
}
