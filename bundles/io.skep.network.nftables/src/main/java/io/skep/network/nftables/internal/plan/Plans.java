package io.skep.network.nftables.internal.plan;

import io.skep.model.net.Endpoint;
import io.skep.model.net.Frontend;
import io.skep.network.nftables.internal.rule.RuleSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one family that scenes ask for, one scene after the other. What it draws depends on
 * the last scene alone; when that differs from the one before in endpoints and services at most, it
 * looks only at these. One thread at a time.
 */
public final class Plans {

    private final Family family;
    private final boolean forgets;
    private @Nullable Drawn last;

    /** What was drawn, and whether a part of it can be drawn anew. */
    private record Drawn(Scene scene, RuleSet rules, boolean divisible) {}

    /**
     * Of a family.
     *
     * @param forgets whether this kernel may be told how long it remembers what was closed
     */
    public Plans(Family family, boolean forgets) {
        this.family = family;
        this.forgets = forgets;
    }

    /** How long connections of a family are remembered that do not go on, in seconds. */
    public static String brief(Family family) {
        return "protocol tcp; l3proto "
                + family.word()
                + "; policy = { syn_sent : 1, close : 1, time_wait : 1 };";
    }

    /** The rules of a scene. */
    public RuleSet rules(Scene scene) {
        var before = last;
        var drawn =
                before != null && before.divisible() && before.scene().alike(scene)
                        ? next(before, scene).orElseGet(() -> whole(scene))
                        : whole(scene);
        last = drawn;
        return drawn.rules();
    }

    private Drawn whole(Scene scene) {
        var draft = new Draft(family, forgets);
        Virtual.add(scene, family, draft);
        if (family == Family.FOUR) {
            Mesh.add(scene, draft);
        }
        for (var span : scene.spans()) {
            scene.endpoints(span.network()).forEach(task -> task(scene, task, draft));
            scene.frontends(span.network())
                    .forEach(front -> service(scene, front, draft.forget(), draft));
        }
        return new Drawn(scene, draft.rules(), !draft.contested());
    }

    /** Absent when two ask for the same: who of them has it, only all together can tell. */
    private Optional<Drawn> next(Drawn before, Scene scene) {
        var draft = new Draft(family, forgets, before.rules());
        var tasks = tasks(before.scene(), scene);
        var fronts = fronts(before.scene(), scene, tasks);
        var eraser = draft.eraser();
        tasks.forEach(change -> change.was().ifPresent(was -> task(before.scene(), was, eraser)));
        fronts.forEach(key -> service(before.scene(), key, draft.forget(), eraser));
        tasks.forEach(change -> change.is().ifPresent(is -> task(scene, is, draft)));
        fronts.forEach(key -> service(scene, key, draft.forget(), draft));
        return draft.contested()
                ? Optional.empty()
                : Optional.of(new Drawn(scene, draft.rules(), true));
    }

    private record Change(Optional<Endpoint> was, Optional<Endpoint> is) {}

    private static List<Change> tasks(Scene before, Scene scene) {
        var changes = new ArrayList<Change>();
        scene.wiring()
                .endpoints()
                .since(
                        before.wiring().endpoints(),
                        (key, was, is) -> changes.add(new Change(was, is)));
        return changes;
    }

    /** The services, by key, that are others or have other tasks. */
    private static Set<String> fronts(Scene before, Scene scene, List<Change> tasks) {
        var keys = new LinkedHashSet<String>();
        scene.wiring()
                .frontends()
                .since(before.wiring().frontends(), (key, was, is) -> keys.add(key));
        for (var change : tasks) {
            change.was().ifPresent(was -> keys.add(was.network() + "/" + was.service()));
            change.is().ifPresent(is -> keys.add(is.network() + "/" + is.service()));
        }
        return keys;
    }

    private void task(Scene scene, Endpoint task, Pen pen) {
        scene.span(task.network())
                .ifPresent(
                        span -> {
                            Silence.task(scene, task, family, pen);
                            Virtual.task(scene, span, task, family, pen);
                        });
    }

    private void service(Scene scene, String key, List<String> forget, Pen pen) {
        scene.wiring().frontends().get(key).ifPresent(front -> service(scene, front, forget, pen));
    }

    private void service(Scene scene, Frontend front, List<String> forget, Pen pen) {
        scene.span(front.network())
                .ifPresent(
                        span -> {
                            Virtual.service(scene, span, front, family, pen);
                            if (family == Family.FOUR) {
                                Mesh.service(scene, span, front, forget, pen);
                            }
                        });
    }
}
