package io.skep.telemetry.internal;

import io.skep.control.Refusal;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.telemetry.internal.event.EventBook;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Duty {@code telemetry.post}: who follows events while the node is in no cluster, hears of those
 * of the one it enters.
 */
@Component(
        name = "io.skep.telemetry.post",
        service = {PostDuty.class, Duty.class})
public final class PostDuty implements Duty {

    // set by the node room, read by whoever asks
    private final AtomicReference<Optional<Post>> post = new AtomicReference<>(Optional.empty());

    /** Wired, not working. */
    @Activate
    public PostDuty() {}

    @Override
    public String name() {
        return "telemetry.post";
    }

    @Override
    public Scope scope() {
        return Scope.NODE;
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        var loop = context.seams().loop("telemetry");
        post.set(Optional.of(new Post(context.seams(), loop, new EventBook(loop))));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        post.getAndSet(Optional.empty()).ifPresent(left -> left.loop().close());
        return CompletableFuture.completedFuture(null);
    }

    Post post() {
        return post.get().orElseThrow(PostDuty::away);
    }

    private static Refusal away() {
        return new Refusal(Refusal.Code.UNAVAILABLE, "this node is starting or stopping");
    }
}
