package io.skep.node.internal.duty;

import io.skep.lifecycle.Duty;
import io.skep.lifecycle.Duty.Scope;
import io.skep.lifecycle.DutyContext;
import io.skep.node.internal.duty.Post.State;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the duties of the wanted scopes working. Level-triggered: {@link #turn} compares what is
 * wanted with what is. Belongs to its loop; every verb must be called on it.
 */
public final class Roster {

    private static final Logger log = LoggerFactory.getLogger(Roster.class);
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final Duration STOP_SLACK = Duration.ofSeconds(2);
    private static final Duration LEAVE_PATIENCE = Duration.ofSeconds(10);

    private final Loop loop;
    private final Function<Scope, DutyContext> contexts;
    private final Runnable changed;
    private final List<Post> posts = new ArrayList<>();
    private final Plan plan = new Plan(posts);
    private Duration grace = Duration.ofSeconds(5);

    /**
     * A roster without duties.
     *
     * @param contexts what duties of a scope start with
     * @param changed called after each change
     */
    public Roster(Loop loop, Function<Scope, DutyContext> contexts, Runnable changed) {
        this.loop = loop;
        this.contexts = contexts;
        this.changed = changed;
    }

    /** A duty appeared; it starts in its place if it is wanted. */
    public void add(Duty duty) {
        posts.add(new Post(duty));
        turn();
    }

    /** A duty goes; completes when it has stopped, after those that follow it. */
    public CompletionStage<Void> remove(Duty duty) {
        for (var post : posts) {
            if (post.duty == duty && !post.withdrawn) {
                post.withdrawn = true;
                turn();
                return post.gone;
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    /** These scopes are to work and no other; those that stop have that long. */
    public void want(Set<Scope> scopes, Duration graceOfStops) {
        plan.want(scopes);
        grace = graceOfStops;
        turn();
    }

    /** The node's disks are locked: who needs them waits. Counts from the next wish on. */
    public void lock() {
        plan.lock(true);
    }

    /** The node's disks are open. Counts from the next wish on. */
    public void unlock() {
        plan.lock(false);
    }

    /** Tells the duties that work that the node leaves its cluster; completes when they know. */
    public CompletionStage<Void> leave() {
        var all =
                posts.stream()
                        .filter(post -> post.is(State.WORKING))
                        .map(post -> called(post.duty::leave).toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new);
        var done = new CompletableFuture<Void>();
        loop.on(CompletableFuture.allOf(all)).whenComplete((left, failure) -> told(done, failure));
        var alarm = loop.schedule(LEAVE_PATIENCE, () -> done.complete(null));
        return done.whenComplete((left, failure) -> alarm.cancel());
    }

    private static void told(CompletableFuture<Void> done, @Nullable Throwable failure) {
        if (failure != null) {
            log.warn("a duty could not give up what it holds for the cluster", failure);
        }
        done.complete(null);
    }

    /** Whether every duty of a scope works. */
    public boolean works(Scope scope) {
        return posts.stream()
                .filter(post -> post.duty.scope() == scope)
                .allMatch(post -> post.is(State.WORKING));
    }

    /** Whether the duty of this name works. */
    public boolean works(String name) {
        return posts.stream().anyMatch(post -> post.name().equals(name) && post.is(State.WORKING));
    }

    /** Whether no duty of these scopes does anything. */
    public boolean rests(Set<Scope> scopes) {
        return posts.stream()
                .filter(post -> scopes.contains(post.duty.scope()))
                .allMatch(Post::rests);
    }

    /** Why a duty of these scopes does not work; empty when there is nothing to say. */
    public String trouble(EnumSet<Scope> scopes) {
        return posts.stream()
                .filter(post -> scopes.contains(post.duty.scope()))
                .map(post -> post.trouble)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Why the duty of this name does not work; empty when there is nothing to say. */
    public String trouble(String name) {
        return posts.stream()
                .filter(post -> post.name().equals(name))
                .map(post -> post.trouble)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private void turn() {
        for (var post : List.copyOf(posts)) {
            if (post.is(State.WORKING) && plan.mayStop(post)) {
                stop(post);
            } else if (post.is(State.FAILED) && !plan.wanted(post)) {
                post.rest();
            }
            if (post.withdrawn && post.rests()) {
                posts.remove(post);
                post.gone.complete(null);
            }
        }
        List.copyOf(posts).stream()
                .filter(post -> post.is(State.REST) && plan.mayStart(post))
                .forEach(this::start);
        changed.run();
    }

    private void start(Post post) {
        log.info("duty {}: starts", post.name());
        post.enter(State.STARTING, loop.schedule(START_PATIENCE, () -> late(post)));
        var context = contexts.apply(post.duty.scope());
        loop.on(called(() -> post.duty.start(context)))
                .whenComplete((done, failure) -> started(post, failure));
    }

    private void started(Post post, @Nullable Throwable failure) {
        if (!post.is(State.STARTING)) {
            return; // it came too late, and was stopped
        }
        if (failure == null) {
            post.works();
            log.info("duty {}: works", post.name());
        } else {
            failed(post, text(failure));
        }
        turn();
    }

    private void failed(Post post, String why) {
        var delay = post.failed(why);
        log.warn("duty {}: did not start, again in {}: {}", post.name(), delay, why);
        post.enter(State.FAILED, loop.schedule(delay, () -> again(post)));
    }

    private void again(Post post) {
        post.enter(State.REST, () -> {});
        turn();
    }

    private void late(Post post) {
        var why = "did not start within " + START_PATIENCE.toSeconds() + " s";
        post.enter(State.STOPPING, () -> {});
        end(post, () -> failed(post, why));
    }

    private void stop(Post post) {
        log.info("duty {}: stops", post.name());
        post.enter(State.STOPPING, () -> {});
        end(post, post::rest);
    }

    private void end(Post post, Runnable then) {
        var ended = new CompletableFuture<Void>();
        var alarm =
                loop.schedule(
                        grace.plus(STOP_SLACK),
                        () -> {
                            if (ended.complete(null)) {
                                log.warn("duty {}: did not stop within {}", post.name(), grace);
                            }
                        });
        loop.on(called(() -> post.duty.stop(grace)))
                .whenComplete(
                        (done, failure) -> {
                            if (failure != null) {
                                log.warn("duty {}: stopped badly", post.name(), failure);
                            }
                            ended.complete(null);
                        });
        ended.thenRun(
                () -> {
                    alarm.cancel();
                    then.run();
                    turn();
                });
    }

    /** What a duty throws at once is a failure like any other. */
    private static CompletionStage<Void> called(Supplier<CompletionStage<Void>> verb) {
        try {
            return verb.get();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private static String text(Throwable failure) {
        var cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        log.debug("a duty failed", cause);
        return cause.getMessage() == null ? cause.toString() : "" + cause.getMessage();
    }
}
