package io.skep.control.engine.internal.cluster;

import io.skep.control.Command;
import io.skep.control.Membership;
import io.skep.control.Receipt;
import io.skep.control.Refusal.Code;
import io.skep.control.engine.internal.answer.Gate;
import io.skep.control.engine.internal.answer.Refusals;
import java.util.concurrent.CompletionStage;

/** {@code docker swarm unlock}. Source: swarm-behaviour AL-3. */
public final class Unlocking {

    private final Membership membership;

    /** On top of the membership. */
    public Unlocking(Membership membership) {
        this.membership = membership;
    }

    /** Opens this node's disks. */
    public CompletionStage<Receipt> unlock(Command.Unlock command) {
        var local = membership.local();
        if (!local.state().equals("locked")) {
            Gate.manager(local);
            throw Refusals.plain(Code.CONFLICT, "swarm is not locked");
        }
        return membership
                .unlock(LockKey.parse(command.key()))
                .thenApply(
                        opened -> {
                            if (!opened) {
                                throw wrong();
                            }
                            return Receipt.of(local.nodeId());
                        });
    }

    private static RuntimeException wrong() {
        return Refusals.plain(
                Code.UNAUTHENTICATED, "swarm could not be unlocked: invalid key provided");
    }
}
