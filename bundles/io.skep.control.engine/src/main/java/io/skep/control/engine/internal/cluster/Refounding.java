package io.skep.control.engine.internal.cluster;

import io.skep.control.Command;
import io.skep.control.Membership;
import io.skep.control.Receipt;
import io.skep.lifecycle.DutyContext;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.Writer;
import io.skep.seam.Loop;
import io.skep.store.Draft;
import io.skep.store.Store;
import java.util.concurrent.CompletionStage;

/**
 * {@code docker swarm init --force-new-cluster} on a manager: it goes on as the only one, with all
 * objects. Autolock and pools of addresses stay as they are; where no address is given, the node is
 * reached as before. Source: swarm-behaviour CL-4.
 */
public final class Refounding {

    private final Membership membership;
    private final Store store;
    private final Addresses addresses;

    /** On top of membership and store, on a machine with these interfaces. */
    public Refounding(Membership membership, Store store, Interfaces interfaces) {
        this.membership = membership;
        this.store = store;
        this.addresses = new Addresses(interfaces);
    }

    /** Makes this manager the only one. */
    public CompletionStage<Receipt> refound(
            Command.InitCluster command, DutyContext context, Loop loop) {
        Policies.check(command.spec());
        var node = membership.local().nodeId();
        return begin(command, context)
                .thenCompose(leads -> store.update(Writer.CONTROL, draft -> renew(draft, command)))
                .thenCompose(renewed -> Awaiting.ready(new NodeId(node), store, loop))
                .thenApply(ready -> Receipt.of(node));
    }

    private CompletionStage<Void> begin(Command.InitCluster command, DutyContext context) {
        if (command.advertiseAddr().isEmpty()) {
            return membership.refound("", "");
        }
        var chosen =
                addresses.choose(
                        new Addresses.Wish(
                                Wished.listen(command.listenAddr(), context),
                                command.advertiseAddr(),
                                ""));
        return membership.refound(chosen.listen(), chosen.advertise());
    }

    private static boolean renew(Draft draft, Command.InitCluster command) {
        var cluster = draft.cluster();
        cluster.ifPresent(
                known ->
                        draft.put(
                                Part.CLUSTER_SPEC,
                                known.id(),
                                Policies.anew(command.spec(), known.spec().value())));
        return cluster.isPresent();
    }
}
