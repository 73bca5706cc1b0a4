package io.skep.network.nftables.internal;

import io.skep.lifecycle.Handover;
import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugException;
import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.net.Link;
import io.skep.model.net.Wiring;
import io.skep.network.nftables.internal.plan.Family;
import io.skep.network.nftables.internal.plan.Plans;
import io.skep.network.nftables.internal.plan.Routes;
import io.skep.network.nftables.internal.plan.Scene;
import io.skep.network.nftables.internal.plan.Stale;
import io.skep.network.nftables.internal.tool.Kernel;
import io.skep.network.spi.Balancer;
import io.skep.network.spi.NetworkSink;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Balances by rules of the kernel. Whatever it made stays when it is closed; who comes next reads
 * what is there and replaces it in one step. Work is done on one worker at a time.
 */
final class NftablesBalancer implements Balancer {

    /** How long what is there may go unseen while there is something new all the time. */
    private static final Duration UNSEEN = Duration.ofSeconds(10);

    /** By then the kernel has forgotten what does not go on, which it does after a second. */
    private static final Duration BRIEF = Duration.ofSeconds(2);

    private final PlugContext<NetworkSink> context;
    private final Kernel kernel;
    private final Map<Family, Plans> plans = new EnumMap<>(Family.class);
    // what the rules are made of; the workers' since the host waits for one wish after the other
    private @Nullable Wiring made;
    private long looked;
    private CompletableFuture<Void> look = CompletableFuture.completedFuture(null);
    private CompletionStage<Void> last = CompletableFuture.completedFuture(null);

    NftablesBalancer(PlugContext<NetworkSink> context, Kernel kernel) {
        this.context = context;
        this.kernel = kernel;
    }

    @Override
    public CompletionStage<Void> activate(long epoch, Optional<Handover> handover) {
        return context.seams().workers().run("nftables", this::able);
    }

    private @Nullable Void able() {
        var missing = kernel.missing();
        if (!missing.isEmpty()) {
            throw new PlugException("balancer nftables: " + missing);
        }
        return null;
    }

    @Override
    public CompletionStage<Void> balance(
            NodeId node, Wiring wish, SortedMap<NetworkId, Link> links) {
        var scene = new Scene(node, wish, links);
        last = context.seams().workers().run("nftables", () -> settle(scene));
        return last;
    }

    private synchronized @Nullable Void settle(Scene scene) {
        var gone = made == null ? kernel.left(scene.wiring()) : Stale.between(made, scene.wiring());
        if (scene.wiring().spans().isEmpty()) {
            quiet().toCompletableFuture().join(); // or it would put some of it again
            kernel.clear();
        } else {
            make(scene);
        }
        made = scene.wiring();
        forget(gone); // after the rules, or callers would come to the same task again
        return null;
    }

    private void forget(Stale stale) {
        kernel.connections().forgetOpen(stale);
        if (!stale.gone().isEmpty()) {
            context.loop().schedule(BRIEF, () -> forgetAll(stale.gone()));
        }
    }

    private void forgetAll(SortedSet<String> tasks) {
        context.seams().workers().run("nftables-calls", () -> forgotten(tasks));
    }

    /** Unless somebody has got the address meanwhile. */
    private synchronized @Nullable Void forgotten(SortedSet<String> tasks) {
        if (made != null) {
            kernel.connections().forgetAll(Stale.nobodys(tasks, made));
        }
        return null;
    }

    private Plans plans(Family family) {
        return plans.computeIfAbsent(family, any -> new Plans(family, kernel.forgets()));
    }

    private void make(Scene scene) {
        for (var family : Family.values()) {
            kernel.apply(family, plans(family).rules(scene));
        }
        kernel.apply(Routes.of(scene));
        if (made == null || made.spans().isEmpty()) {
            kernel.look();
        } else if (look.isDone()) {
            lookAgain(scene.wiring());
        }
    }

    /** Nobody waits for that; what kept it from looking the last time, is said now. */
    private void lookAgain(Wiring wish) {
        var before = look;
        look = CompletableFuture.completedFuture(null);
        before.join();
        var now = context.seams().time().nanos();
        if (asksAgain(wish) || now - looked > UNSEEN.toNanos()) {
            looked = now;
            look =
                    context.seams()
                            .workers()
                            .run("nftables-look", this::looked)
                            .toCompletableFuture();
        }
    }

    private @Nullable Void looked() {
        kernel.look();
        return null;
    }

    /** Whoever asks for what is so wants it looked at; who has something new has no time for it. */
    private boolean asksAgain(Wiring wish) {
        var before = made;
        return before == null
                || before.spans().equals(wish.spans())
                        && before.endpoints().equals(wish.endpoints())
                        && before.frontends().equals(wish.frontends());
    }

    @Override
    public CompletionStage<Void> quiesce(Duration grace) {
        return last.handle((done, failure) -> done).thenCompose(done -> quiet());
    }

    /** Nobody looks any more, who would put right what another instance makes. */
    private CompletionStage<Void> quiet() {
        return look.handle((done, failure) -> null);
    }

    @Override
    public Optional<Handover> handover() {
        return Optional.empty();
    }

    @Override
    public CompletionStage<Void> resume(long epoch) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> close() {
        return quiesce(Duration.ZERO);
    }
}
