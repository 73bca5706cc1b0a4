package io.skep.control.engine.internal.answer;

import io.skep.control.Command;
import io.skep.control.Receipt;
import io.skep.model.Lookup;
import io.skep.model.Table;
import io.skep.model.View;
import java.util.Optional;

/**
 * Whether a command has been carried out that is given again, because nobody knows what came of it.
 * The state itself tells, whoever leads now: what was made has the id that was drawn for it at
 * first, and what was removed is gone. An update says which version it is for, so it needs no
 * looking at: the second time it is refused.
 */
public final class Repeat {

    private Repeat() {}

    /** Its receipt; absent when it has not been carried out. */
    public static Optional<Receipt> done(Command command, Fresh fresh, View view) {
        return made(command, fresh.id(), view) || gone(command, view)
                ? Optional.of(Receipt.of(fresh.id()))
                : Optional.empty();
    }

    private static boolean made(Command command, String id, View view) {
        if (command instanceof Command.CreateService) {
            return view.services().get(id).isPresent();
        } else if (command instanceof Command.CreateSecret) {
            return view.secrets().get(id).isPresent();
        } else if (command instanceof Command.CreateConfig) {
            return view.configs().get(id).isPresent();
        }
        return command instanceof Command.CreateNetwork && view.networks().get(id).isPresent();
    }

    private static boolean gone(Command command, View view) {
        if (command instanceof Command.RemoveService remove) {
            return none(view.services(), remove.service());
        } else if (command instanceof Command.RemoveSecret remove) {
            return none(view.secrets(), remove.secret());
        } else if (command instanceof Command.RemoveConfig remove) {
            return none(view.configs(), remove.config());
        } else if (command instanceof Command.RemoveNetwork remove) {
            return none(view.networks(), remove.network());
        }
        return command instanceof Command.RemoveNode remove && none(view.nodes(), remove.node());
    }

    private static <V> boolean none(Table<V> table, String typed) {
        var found = Lookup.find(table, typed);
        return !(found instanceof Lookup.Found.Ambiguous<V>) && found.toOptional().isEmpty();
    }
}
