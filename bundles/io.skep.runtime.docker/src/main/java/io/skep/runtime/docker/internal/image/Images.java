package io.skep.runtime.docker.internal.image;

import io.skep.model.spec.Payload;
import io.skep.runtime.docker.internal.engine.Call;
import io.skep.runtime.docker.internal.engine.Calls;
import io.skep.runtime.docker.internal.engine.Engine;
import io.skep.seam.Loop;
import io.skep.seam.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The pull policy: a registry is always asked, unless the image is here and can be no other one.
 * Lives on the loop.
 *
 * <p>Tasks come in dozens, and registries that cannot be reached answer late. So a pull is shared
 * by all who want the same, an image that is here does not wait long for a registry that is silent,
 * and that a pull failed is remembered for a while. Source: swarm-behaviour EX-2.
 */
public final class Images {

    private static final Duration REMEMBERED = Duration.ofSeconds(60);

    private final Loop loop;
    private final Time time;
    private final Engine engine;
    private final Calls calls;
    private final Map<Wish, CompletionStage<Boolean>> looks = new HashMap<>();
    private final Map<Wish, CompletableFuture<String>> pulls = new HashMap<>();
    private final Map<Wish, Failed> failures = new HashMap<>();
    private final Turns turns = new Turns();

    public Images(Loop loop, Time time, Engine engine, Calls calls) {
        this.loop = loop;
        this.time = time;
        this.engine = engine;
        this.calls = calls;
    }

    private record Wish(Reference reference, Payload credentials) {}

    private record Failed(String why, long untilNanos) {}

    /**
     * Does what can be done to have an image here.
     *
     * @return why it could not be pulled, or empty; it may be here in both cases
     */
    public CompletionStage<String> fetch(String image, Payload credentials) {
        var wish = new Wish(Reference.parse(image), credentials);
        return look(wish, image).thenCompose(here -> pull(wish, here));
    }

    /** Whether it is here; those who ask at the same time share one look. */
    private CompletionStage<Boolean> look(Wish wish, String image) {
        var running = looks.get(wish);
        if (running != null) {
            return running;
        }
        var looking = calls.run("image", () -> isHere(image));
        looks.put(wish, looking);
        looking.whenComplete((here, failure) -> looks.remove(wish, looking));
        return looking;
    }

    private boolean isHere(String image) {
        var answer = engine.call(Call.get("/images/" + image + "/json"));
        if (!answer.missing()) {
            answer.orFail();
        }
        return answer.ok();
    }

    private CompletionStage<String> pull(Wish wish, boolean here) {
        if (wish.reference().byId() || here && wish.reference().fixed()) {
            return CompletableFuture.completedFuture("");
        }
        var failed = failures.get(wish);
        if (here && failed != null && time.nanos() - failed.untilNanos() < 0) {
            return CompletableFuture.completedFuture(failed.why());
        }
        var running = pulls.get(wish);
        return running == null ? begin(wish, here) : running;
    }

    private CompletionStage<String> begin(Wish wish, boolean here) {
        var result = new CompletableFuture<String>();
        pulls.put(wish, result);
        turns.take(wish.reference().registry(), () -> begin(wish, here, result));
        return result;
    }

    private void begin(Wish wish, boolean here, CompletableFuture<String> result) {
        var patience = new Patience(loop, here);
        var pull = new Pull(engine, wish.reference(), wish.credentials(), patience::progress);
        var running = calls.runLong("pull", pull);
        patience.begin(running.abort());
        running.result()
                .whenComplete(
                        (error, failure) -> {
                            patience.end();
                            pulls.remove(wish);
                            turns.over(wish.reference().registry());
                            var why = failure == null ? error : patience.reason(failure);
                            remember(wish, why);
                            result.complete(why);
                        });
    }

    private void remember(Wish wish, String why) {
        if (why.isEmpty()) {
            failures.remove(wish);
        } else {
            failures.values().removeIf(old -> time.nanos() - old.untilNanos() >= 0);
            failures.put(wish, new Failed(why, time.nanos() + REMEMBERED.toNanos()));
        }
    }
}
