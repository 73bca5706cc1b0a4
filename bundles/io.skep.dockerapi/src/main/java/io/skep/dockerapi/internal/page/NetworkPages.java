package io.skep.dockerapi.internal.page;

import io.skep.control.Command;
import io.skep.control.Control;
import io.skep.control.Guests;
import io.skep.control.Refusal;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.guest.Checkout;
import io.skep.dockerapi.internal.route.Ask;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.dockerjson.Filters;
import io.skep.dockerjson.Find;
import io.skep.dockerjson.Lists;
import io.skep.dockerjson.NetworkCreate;
import io.skep.dockerjson.NetworkShape;
import io.skep.dockerjson.Shape;
import io.skep.model.Change;
import io.skep.model.Lookup;
import io.skep.model.Network;
import io.skep.model.Part;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.model.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** {@code /networks}: those of the swarm beside those of the local engine. */
final class NetworkPages {

    private static final String SWARM = "swarm";

    private final Guests guests;
    private final Desk desk;
    private final LocalNetworks locals;
    private final NetworkPrune prune;
    private final Checkout checkout;

    NetworkPages(Control control, EngineLink engine, Guests guests) {
        this.guests = guests;
        this.desk = new Desk(control);
        this.locals = new LocalNetworks(engine);
        this.prune = new NetworkPrune(control, locals);
        this.checkout = new Checkout(engine, guests);
    }

    void on(Routes routes) {
        routes.get("/networks", this::list);
        routes.get("/networks/{id}", this::inspect);
        routes.post("/networks/create", this::create);
        routes.delete("/networks/{id}", this::remove);
        routes.post("/networks/prune", this::prune);
    }

    private CompletionStage<Reply> list(Ask ask) {
        var filters = Filters.parse(ask.query("filters"));
        return view().thenCombine(
                        locals.list(ask),
                        (view, local) -> Reply.ok(Lists.networks(view, filters).addAll(local)));
    }

    /** Local ones come before those of the swarm. */
    private CompletionStage<Reply> inspect(Ask ask) {
        var id = ask.capture("id");
        var scope = ask.query("scope");
        var verbose = ask.strict("verbose");
        return (scope.equals(SWARM) ? LocalNetworks.none() : locals.inspect(ask))
                .thenCompose(
                        local ->
                                local.isPresent()
                                        ? Routes.done(local.get())
                                        : view().thenCompose(
                                                        view ->
                                                                show(
                                                                        searched(view, scope),
                                                                        id,
                                                                        verbose)));
    }

    private static View searched(View view, String scope) {
        return scope.isEmpty() || scope.equals(SWARM) ? view : State.EMPTY;
    }

    private CompletionStage<Reply> show(View view, String id, boolean verbose) {
        var network = Find.network(view, id);
        var node = desk.control().local().nodeId();
        return locals.containers(network.id().value(), node)
                .thenApply(
                        here ->
                                Reply.ok(
                                        (verbose
                                                        ? NetworkShape.verbose(network, view, here)
                                                        : NetworkShape.of(network, view, here))
                                                .node()));
    }

    private CompletionStage<Reply> create(Ask ask) {
        var given = ask.body(NetworkCreate.class);
        if (!given.swarm()) {
            return locals.pass(ask);
        }
        return desk.control()
                .submit(new Command.CreateNetwork(given.spec()))
                .thenApply(
                        receipt ->
                                Reply.json(
                                        201,
                                        new Shape()
                                                .with("Id", receipt.id())
                                                .with("Warning", "")
                                                .node()))
                .exceptionally(NetworkPages::forbidden);
    }

    /** Docker forbids here what is unavailable elsewhere. */
    private static Reply forbidden(Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof Refusal refusal && refusal.code() == Refusal.Code.UNAVAILABLE) {
            var text = String.valueOf(refusal.getMessage());
            throw new Refusal(
                    Refusal.Code.FORBIDDEN,
                    text.contains("Worker nodes")
                            ? "Cannot create a multi-host network from a worker node. Please create"
                                    + " the network from a manager node."
                            : text);
        }
        throw new CompletionException(cause);
    }

    private CompletionStage<Reply> prune(Ask ask) {
        return view().thenCompose(view -> prune.prune(ask, view));
    }

    private CompletionStage<Reply> remove(Ask ask) {
        var id = ask.capture("id");
        return view().thenCompose(
                        view -> {
                            var found = Lookup.find(view.networks(), id);
                            return found instanceof Lookup.Found.None<Network> && locals.any()
                                    ? locals.pass(ask)
                                    : removeFromSwarm(view, id);
                        });
    }

    /** A container that has ended a moment ago must not be in the way. */
    private CompletionStage<Reply> removeFromSwarm(View view, String id) {
        var network = Find.network(view, id).id();
        return checkout.consider(network)
                .thenCompose(done -> desk.carry(new Command.RemoveNetwork(network.value()), 204));
    }

    /** The cluster's networks; on a worker those that are on it. Source: swarm-behaviour NW-16 */
    private CompletionStage<View> view() {
        var local = desk.control().local();
        return local.active() && local.manager()
                ? desk.control().read()
                : CompletableFuture.completedFuture(here());
    }

    private View here() {
        var changes = new ArrayList<Change>();
        for (var span : guests.networks()) {
            changes.add(Change.put(Part.NETWORK_SPEC, span.network(), span.spec()));
            changes.add(Change.put(Part.NETWORK_PLAN, span.network(), span.plan()));
        }
        return State.EMPTY.after(changes, new Stamp(1, Instant.EPOCH));
    }
}
