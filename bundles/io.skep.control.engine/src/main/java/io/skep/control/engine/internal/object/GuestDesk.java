package io.skep.control.engine.internal.object;

import io.skep.control.Command;
import io.skep.control.Receipt;
import io.skep.control.Refusal.Code;
import io.skep.control.engine.internal.answer.Find;
import io.skep.control.engine.internal.answer.Fresh;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.Guest;
import io.skep.model.Kind;
import io.skep.model.Network;
import io.skep.model.NetworkGuests;
import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.store.Draft;
import java.util.function.Predicate;

/** Lets containers into networks that are no tasks. Source: swarm-behaviour NW-3, TK-14. */
public final class GuestDesk {

    private GuestDesk() {}

    /** A container comes, or changes. */
    public static Receipt admit(Command.AdmitGuest command, Fresh fresh, Draft draft) {
        var network = Find.network(draft, command.network());
        var guest = command.guest();
        if (!network.spec().value().attachable()) {
            throw Refusals.plain(
                    Code.FORBIDDEN,
                    "rpc error: code = PermissionDenied desc = network %s not manually attachable",
                    network.name());
        }
        if (draft.nodes().get(guest.node()).isEmpty()) {
            throw Refusals.notFound(Kind.NODE, guest.node().value());
        }
        put(draft, network, network.guestsOrNone().with(guest));
        return Receipt.of(guest.id().value());
    }

    /** A container goes. */
    public static Receipt dismiss(Command.DismissGuest command, Fresh fresh, Draft draft) {
        draft.networks()
                .get(new NetworkId(command.network()))
                .ifPresent(network -> without(draft, network, guest -> is(guest, command)));
        return Receipt.of(command.guest().value());
    }

    private static boolean is(Guest guest, Command.DismissGuest command) {
        return guest.id().equals(command.guest()) && guest.node().equals(command.node());
    }

    /** All containers of a node go. */
    static void leave(NodeId node, Draft draft) {
        for (var network : draft.networks()) {
            without(draft, network, guest -> guest.node().equals(node));
        }
    }

    private static void without(Draft draft, Network network, Predicate<Guest> those) {
        put(draft, network, network.guestsOrNone().without(those));
    }

    private static void put(Draft draft, Network network, NetworkGuests guests) {
        if (!guests.equals(network.guestsOrNone())) {
            draft.put(Part.NETWORK_GUESTS, network.id(), guests);
        }
    }
}
