package io.skep.node.internal.duty;

import io.skep.lifecycle.Duty.Scope;
import io.skep.node.internal.duty.Post.State;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may start and who must stop, by scope and by whom they follow. */
final class Plan {

    private final List<Post> posts;
    private final EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);

    private boolean locked;

    Plan(List<Post> posts) {
        this.posts = posts;
    }

    void want(Set<Scope> wanted) {
        scopes.clear();
        scopes.addAll(wanted);
    }

    /** From now on only those work who may while the node is locked, or all of them again. */
    void lock(boolean now) {
        locked = now;
    }

    /** Whether it is to work: its scope is wanted, and all it follows are there and wanted too. */
    boolean wanted(Post post) {
        return wanted(post, new ArrayList<>());
    }

    private boolean wanted(Post post, List<Post> above) {
        if (post.withdrawn
                || locked && !post.duty.worksLocked()
                || !scopes.contains(post.duty.scope())
                || above.contains(post)
                || holder(post.name()).filter(post::equals).isEmpty()) {
            return false;
        }
        above.add(post);
        var follows =
                post.duty.follows().stream()
                        .allMatch(
                                name ->
                                        leader(post, name)
                                                .filter(l -> wanted(l, above))
                                                .isPresent());
        above.remove(post);
        return follows;
    }

    boolean mayStart(Post post) {
        return wanted(post)
                && post.duty.follows().stream()
                        .allMatch(
                                name ->
                                        leader(post, name)
                                                .filter(led -> led.is(State.WORKING))
                                                .isPresent());
    }

    /** It is not wanted, and nobody works who has to stop before it. */
    boolean mayStop(Post post) {
        return !wanted(post)
                && posts.stream().filter(other -> stopsBefore(other, post)).allMatch(Post::rests);
    }

    private boolean stopsBefore(Post other, Post post) {
        return other.follows(post)
                || !wanted(other) && !scopes.contains(post.duty.scope()) && other.above(post);
    }

    private Optional<Post> leader(Post post, String name) {
        return holder(name).filter(other -> !other.above(post));
    }

    /** Who has the name: during an update the old duty keeps it until it has stopped. */
    private Optional<Post> holder(String name) {
        return posts.stream().filter(post -> post.name().equals(name)).findFirst();
    }
}
