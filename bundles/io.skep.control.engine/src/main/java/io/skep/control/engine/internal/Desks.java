package io.skep.control.engine.internal;

import io.skep.control.Command;
import io.skep.control.Receipt;
import io.skep.control.engine.internal.answer.Deed;
import io.skep.control.engine.internal.answer.Fresh;
import io.skep.control.engine.internal.answer.Repeat;
import io.skep.control.engine.internal.cluster.Clusters;
import io.skep.control.engine.internal.object.ConfigDesk;
import io.skep.control.engine.internal.object.GuestDesk;
import io.skep.control.engine.internal.object.NetworkDesk;
import io.skep.control.engine.internal.object.NodeDesk;
import io.skep.control.engine.internal.object.PlugDesk;
import io.skep.control.engine.internal.object.SecretDesk;
import io.skep.control.engine.internal.relay.Leader;
import io.skep.control.engine.internal.service.ServiceDesk;
import io.skep.model.Writer;
import io.skep.store.Store;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** Hands each command to the desk that carries it out. */
final class Desks implements Leader {

    private final Map<Class<?>, Deed<Command>> deeds = new HashMap<>();
    private final Store store;
    private final Clusters clusters;

    Desks(Store store, Clusters clusters) {
        this.store = store;
        this.clusters = clusters;
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
        on(Command.AdmitGuest.class, GuestDesk::admit);
        on(Command.DismissGuest.class, GuestDesk::dismiss);
        on(Command.UsePlug.class, PlugDesk::use);
    }

    @Override
    public CompletionStage<Receipt> carry(Command command, Fresh fresh) {
        if (command instanceof Command.UpdateCluster update) {
            return clusters.update(update);
        }
        return store.update(Writer.CONTROL, draft -> deed(command).carry(command, fresh, draft));
    }

    @Override
    public CompletionStage<Receipt> again(Command command, Fresh fresh) {
        if (command instanceof Command.UpdateCluster update) {
            return clusters.update(update);
        }
        return store.update(
                Writer.CONTROL,
                draft ->
                        Repeat.done(command, fresh, draft)
                                .orElseGet(() -> deed(command).carry(command, fresh, draft)));
    }

    private Deed<Command> deed(Command command) {
        return Objects.requireNonNull(deeds.get(command.getClass()), "no desk");
    }

    private <C extends Command> void on(Class<C> type, Deed<C> deed) {
        deeds.put(type, (command, fresh, draft) -> deed.carry(type.cast(command), fresh, draft));
    }
}
