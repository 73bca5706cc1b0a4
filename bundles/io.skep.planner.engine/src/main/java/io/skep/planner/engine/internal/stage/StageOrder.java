package io.skep.planner.engine.internal.stage;

import io.skep.planner.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Stages in the order they follow one another; by name where nothing is said.
 *
 * @param stages one for each name: of several the one that came last
 * @param cycle names of stages that follow one another in a circle; they come last, by name
 */
public record StageOrder(List<Stage> stages, List<String> cycle) {

    /** The order of stages, given as they came. */
    public static StageOrder of(List<Stage> came) {
        var left = new TreeMap<String, Stage>();
        came.forEach(stage -> left.put(stage.name(), stage));
        var ordered = new ArrayList<Stage>();
        while (left.values().stream().anyMatch(stage -> free(stage, left))) {
            var next = left.values().stream().filter(stage -> free(stage, left)).findFirst();
            next.ifPresent(ordered::add);
            next.ifPresent(stage -> left.remove(stage.name()));
        }
        ordered.addAll(left.values());
        return new StageOrder(List.copyOf(ordered), List.copyOf(left.keySet()));
    }

    /** Whether nothing that is left comes before; names that are not there do not count. */
    private static boolean free(Stage stage, SortedMap<String, Stage> left) {
        return stage.follows().stream().noneMatch(left::containsKey);
    }
}
