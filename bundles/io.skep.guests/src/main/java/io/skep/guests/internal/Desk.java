package io.skep.guests.internal;

import io.skep.codec.Codec;
import io.skep.control.Command;
import io.skep.control.Control;
import io.skep.control.Refusal;
import io.skep.control.Refusal.Code;
import io.skep.model.Guest;
import io.skep.model.Lookup;
import io.skep.model.Network;
import io.skep.model.NetworkPlan;
import io.skep.model.View;
import io.skep.model.net.Span;
import io.skep.transport.Answerer;
import io.skep.transport.Caller;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where a manager hears what nodes want for their containers. A node speaks for its own containers
 * only. Source: swarm-behaviour NW-3.
 */
final class Desk implements Answerer {

    private static final NetworkPlan UNPLANNED = new NetworkPlan(List.of(), List.of(), 0);

    private final Control control;

    Desk(Control control) {
        this.control = control;
    }

    @Override
    public CompletionStage<byte[]> answer(Caller caller, byte[] question) {
        return word(caller, Codec.value(question, Wish.class))
                .exceptionally(Desk::refused)
                .thenApply(Codec::bytes);
    }

    private CompletionStage<Word> word(Caller caller, Wish wish) {
        var guest = wish.guest();
        if (guest == null) {
            return control.read().thenApply(view -> Word.found(find(view, wish.network())));
        }
        if (!Objects.equals(caller.node(), guest.node())) {
            return CompletableFuture.failedFuture(
                    new Refusal(Code.FORBIDDEN, "a node speaks for its own containers only"));
        }
        return control.submit(command(wish, guest)).thenApply(receipt -> Word.DONE);
    }

    private static Command command(Wish wish, Guest guest) {
        return switch (wish.verb()) {
            case ADMIT -> new Command.AdmitGuest(wish.network(), guest);
            case DISMISS -> new Command.DismissGuest(wish.network(), guest.node(), guest.id());
            case FIND -> throw new IllegalArgumentException("nobody is to be found");
        };
    }

    /** One that has been made just now has no addresses yet. */
    private static @Nullable Span find(View view, String typed) {
        return Lookup.find(view.networks(), typed).toOptional().map(Desk::span).orElse(null);
    }

    private static Span span(Network network) {
        var plan = network.plan() == null ? UNPLANNED : network.plan().value();
        return new Span(network.id(), network.spec().value(), plan, Map.of());
    }

    private static Word refused(Throwable failure) {
        var cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (cause instanceof Refusal refusal) {
            return Word.refused(refusal);
        }
        throw new CompletionException(cause);
    }
}
