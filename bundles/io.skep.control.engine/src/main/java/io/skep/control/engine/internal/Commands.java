package io.skep.control.engine.internal;

import io.skep.control.Command;
import io.skep.control.LocalNode;
import io.skep.control.Membership;
import io.skep.control.Receipt;
import io.skep.control.engine.internal.answer.Fresh;
import io.skep.control.engine.internal.answer.Gate;
import io.skep.control.engine.internal.answer.Storable;
import io.skep.control.engine.internal.cluster.Clusters;
import io.skep.control.engine.internal.cluster.Exit;
import io.skep.control.engine.internal.cluster.Founding;
import io.skep.control.engine.internal.cluster.Interfaces;
import io.skep.control.engine.internal.cluster.Joining;
import io.skep.control.engine.internal.cluster.Refounding;
import io.skep.control.engine.internal.cluster.Unlocking;
import io.skep.control.engine.internal.relay.Counter;
import io.skep.control.engine.internal.relay.Course;
import io.skep.control.engine.internal.relay.Errand;
import io.skep.control.engine.internal.relay.Look;
import io.skep.model.View;
import io.skep.seam.Entropy;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What is about this node is done here, everything else where the leader is. */
final class Commands {

    private final Membership membership;
    private final Realm realm;
    private final Founding founding;
    private final Refounding refounding;
    private final Joining joining;
    private final Exit exit;
    private final Desks desks;

    Commands(
            Membership membership,
            Realm realm,
            Keys keys,
            Interfaces interfaces,
            Supplier<Entropy> entropy) {
        this.membership = membership;
        this.realm = realm;
        this.founding =
                new Founding(
                        membership, realm.store(), keys.credentials(), keys.tokens(), interfaces);
        this.refounding = new Refounding(membership, realm.store(), interfaces);
        this.joining =
                new Joining(
                        membership, realm.store(), keys.credentials(), keys.tokens(), interfaces);
        this.exit = new Exit(membership, realm.store());
        this.desks = new Desks(realm.store(), new Clusters(realm.store(), keys.tokens(), entropy));
    }

    /** This node, also while it is on its way into a cluster. */
    LocalNode local() {
        var known = membership.local();
        return joining.underWay() && known.state().equals("inactive") ? known.in("pending") : known;
    }

    CompletionStage<Receipt> submit(Command command, Place place) {
        Storable.check(command);
        if (command instanceof Command.InitCluster init) {
            return init(init, place);
        }
        if (command instanceof Command.JoinCluster join) {
            Gate.outside(local());
            return joining.join(join, place.context(), place.loop());
        }
        if (command instanceof Command.LeaveCluster leaving) {
            return leave(leaving);
        }
        if (command instanceof Command.Unlock unlock) {
            return new Unlocking(membership).unlock(unlock);
        }
        Gate.manager(local());
        var fresh = Fresh.of(place.context().seams());
        return new Errand(course(place), desks, command, fresh).go();
    }

    private CompletionStage<Receipt> init(Command.InitCluster command, Place place) {
        var local = local();
        if (command.forceNewCluster() && !local.state().equals("inactive")) {
            Gate.alone(local);
            return refounding.refound(command, place.context(), place.loop());
        }
        Gate.outside(local);
        return founding.found(command, place.context(), place.loop());
    }

    private CompletionStage<Receipt> leave(Command.LeaveCluster command) {
        var local = local();
        Gate.inside(local);
        if (membership.local().state().equals("inactive")) {
            return joining.abandon().thenApply(abandoned -> Receipt.of(local.nodeId()));
        }
        return exit.leave(command);
    }

    private Course course(Place place) {
        return new Course(realm.store(), realm.quorum(), realm.transport(), place.loop());
    }

    /** Looks at the state. */
    CompletionStage<View> look(Place place) {
        return new Look(course(place)).go();
    }

    /** Takes commands of other managers. */
    Counter counter(Place place) {
        return new Counter(course(place), desks);
    }
}
