package io.skep.control.engine.internal;

import io.skep.control.Command;
import io.skep.control.Membership;
import io.skep.control.Receipt;
import io.skep.control.engine.internal.answer.Deed;
import io.skep.control.engine.internal.answer.Fresh;
import io.skep.control.engine.internal.answer.Gate;
import io.skep.control.engine.internal.answer.Storable;
import io.skep.control.engine.internal.cluster.Clusters;
import io.skep.control.engine.internal.cluster.Founding;
import io.skep.control.engine.internal.cluster.Interfaces;
import io.skep.control.engine.internal.object.ConfigDesk;
import io.skep.control.engine.internal.object.NetworkDesk;
import io.skep.control.engine.internal.object.NodeDesk;
import io.skep.control.engine.internal.object.PlugDesk;
import io.skep.control.engine.internal.object.SecretDesk;
import io.skep.control.engine.internal.service.ServiceDesk;
import io.skep.control.engine.internal.trust.Trust;
import io.skep.model.Writer;
import io.skep.store.Store;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** Hands each command to the desk that carries it out. */
final class Commands {

    private final Map<Class<?>, Deed<Command>> deeds = new HashMap<>();
    private final Membership membership;
    private final Store store;
    private final Clusters clusters;
    private final Founding founding;

    Commands(Membership membership, Store store, Trust trust, Interfaces interfaces) {
        this.membership = membership;
        this.store = store;
        this.clusters = new Clusters(membership, store, trust);
        this.founding = new Founding(membership, store, trust, interfaces);
        on(Command.CreateService.class, ServiceDesk::create);
        on(Command.UpdateService.class, ServiceDesk::update);
        on(Command.RemoveService.class, ServiceDesk::remove);
        on(Command.UpdateNode.class, NodeDesk::update);
        on(Command.RemoveNode.class, NodeDesk::remove);
        on(Command.CreateSecret.class, SecretDesk::create);
        on(Command.UpdateSecret.class, SecretDesk::update);
        on(Command.RemoveSecret.class, SecretDesk::remove);
        on(Command.CreateConfig.class, ConfigDesk::create);
        on(Command.UpdateConfig.class, ConfigDesk::update);
        on(Command.RemoveConfig.class, ConfigDesk::remove);
        on(Command.CreateNetwork.class, NetworkDesk::create);
        on(Command.RemoveNetwork.class, NetworkDesk::remove);
        on(Command.UsePlug.class, PlugDesk::use);
    }

    CompletionStage<Receipt> submit(Command command, Place place) {
        Storable.check(command);
        if (command instanceof Command.InitCluster init) {
            return founding.found(init, place.context(), place.loop());
        }
        if (command instanceof Command.JoinCluster join) {
            return clusters.join(join);
        }
        if (command instanceof Command.LeaveCluster leave) {
            return clusters.leave(leave, place.context());
        }
        Gate.manager(membership.local());
        if (command instanceof Command.UpdateCluster update) {
            return clusters.update(update, place.context());
        }
        var fresh = Fresh.of(place.context().seams());
        var deed = Objects.requireNonNull(deeds.get(command.getClass()), "no desk");
        return store.update(Writer.CONTROL, draft -> deed.carry(command, fresh, draft));
    }

    private <C extends Command> void on(Class<C> type, Deed<C> deed) {
        deeds.put(type, (command, fresh, draft) -> deed.carry(type.cast(command), fresh, draft));
    }
}
